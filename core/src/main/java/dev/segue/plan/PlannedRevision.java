package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.operation.Phase;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One revision on the way, with the steps that it takes on this database. A downgrade that has nothing to undo has none.
 *
 * @param scope how much of it commits at once
 * @param steps those of this run
 * @param later those that are left for another run; their places go on where the others end or lie between them
 * @param shares which operation the steps serve that are more than its own statement; empty where every statement is run
 *     as written
 * @param leaving what the contract phase takes away, now or later, that statements may still speak of
 * @param isKept the journal holds these steps already, because an earlier run began the revision
 */
public record PlannedRevision(
        Revision revision,
        Direction direction,
        TransactionScope scope,
        List<Step> steps,
        List<Step> later,
        List<Share> shares,
        List<OldName> leaving,
        Ending ending,
        boolean isKept) {

    public PlannedRevision {
        steps = List.copyOf(steps);
        later = List.copyOf(later);
        shares = List.copyOf(shares);
        leaving = List.copyOf(leaving);
    }

    /** True when all of it and its journal row can commit at once. */
    public boolean isAtomic() {
        if (scope == TransactionScope.STATEMENT || !later.isEmpty() || ending == Ending.CONTRACTED) {
            return false;
        }
        for (Step step : steps) {
            if (step.transactionMode() != TransactionMode.SHARED) {
                return false;
            }
        }
        return true;
    }

    /**
     * True when its steps depend on what the database looked like when they were planned. They are then kept in the
     * journal before the first of them is run, so that whoever goes on after a crash goes on with the same ones.
     */
    public boolean isWorkedOut() {
        return !shares.isEmpty() || !later.isEmpty() || ending == Ending.CONTRACTED;
    }

    /** What is kept of it in the journal. */
    public KeptPlan kept() {
        return new KeptPlan(revision.source().checksum(), allSteps(), shares);
    }

    /** The text of what is kept of it in the journal. */
    public String keptText() {
        return KeptPlanText.write(kept(), revision.source().content());
    }

    /** All steps of all phases, in their places. */
    public List<Step> allSteps() {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(later);
        all.sort(Comparator.comparingInt(Step::ordinal));
        return all;
    }

    /** True while something that only the old application needs is to be taken away later. */
    public boolean leavesContraction() {
        return later.stream().anyMatch(step -> step.phase() == Phase.CONTRACT);
    }

    /** True where steps besides the contraction are left, because only some phases were asked for. */
    public boolean staysHalfWay() {
        return ending == Ending.UNFINISHED;
    }
}
