package dev.segue.plan;

import dev.segue.operation.Phase;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionScope;
import java.util.EnumSet;
import java.util.Set;

/**
 * How plans are made.
 *
 * @param scope how much commits at once, where the steps allow it
 * @param rollout whether an application is at work that must not notice
 * @param phases those that a run may carry out
 * @param smallTableRows up to how many rows a table may be scanned or written anew while others wait
 * @param smallTableBytes the same in bytes; both must hold
 */
public record PlanningOptions(
        TransactionScope scope, Rollout rollout, Set<Phase> phases, long smallTableRows, long smallTableBytes) {

    /** At 10,000 rows or 8 MiB a scan takes some ten milliseconds on the slowest disk that is still in use. */
    private static final long SMALL_TABLE_ROWS = 10_000;

    private static final long SMALL_TABLE_BYTES = 8L << 20;

    public PlanningOptions {
        phases = Set.copyOf(phases);
    }

    public static PlanningOptions of(TransactionScope scope, Rollout rollout) {
        Set<Phase> phases = switch (rollout) {
            case PHASED -> EnumSet.of(Phase.EXPAND, Phase.MIGRATE);
            case DIRECT -> EnumSet.allOf(Phase.class);
        };
        return new PlanningOptions(scope, rollout, phases, SMALL_TABLE_ROWS, SMALL_TABLE_BYTES);
    }

    public PlanningOptions in(Set<Phase> otherPhases) {
        return new PlanningOptions(scope, rollout, otherPhases, smallTableRows, smallTableBytes);
    }

    public PlanningOptions withSmallTables(long rows, long bytes) {
        return new PlanningOptions(scope, rollout, phases, rows, bytes);
    }
}
