package dev.segue.dialect.postgresql;

import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.Phase;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;

/** A check that proves where rows belong, so that attaching a partition reads none of them while nobody can use them. */
final class PartitionGuard {

    private static final SqlTemplate ADD_CHECK = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {check} CHECK ({condition}) NOT VALID
            """);

    private static final SqlTemplate VALIDATE = SqlTemplate.of("""
            ALTER TABLE {table}
              VALIDATE CONSTRAINT {check}
            """);

    private static final SqlTemplate DROP_CHECK = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP CONSTRAINT IF EXISTS {check}
            """);

    private static final String CHECK = "segue_partition_bound";

    private PartitionGuard() {}

    /** Which rows a partition takes; empty where it cannot be said in a check. */
    static Optional<String> condition(LiveTable parent, String bound) {
        return parent.known().flatMap(Table::partitioning).flatMap(key -> PartitionBound.condition(key, bound));
    }

    /** The partition for the rest. */
    static Optional<LiveTable> defaultOf(LiveTable parent) {
        return parent.partitions().stream()
                .filter(partition -> partition
                        .known()
                        .flatMap(Table::partition)
                        .filter(place -> place.bound().strip().equalsIgnoreCase("DEFAULT"))
                        .isPresent())
                .findFirst();
    }

    /** The partition for the rest is read too, unless a check says that it holds nothing of the new one. */
    static List<Step> guardDefault(LiveTable parent, String bound) {
        Optional<LiveTable> rest = defaultOf(parent).filter(table -> !table.isSmall());
        if (rest.isEmpty()) {
            return List.of();
        }
        String condition = condition(parent, bound)
                .orElseThrow(() -> RecipeProblem.SCANS_UNDER_LOCK.with(
                        "another partition of " + parent.name() + " reads every row of the default partition "
                                + rest.get().name() + " while nobody can use it",
                        "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody"
                                + " minds"));
        return guarded(rest.get(), "NOT (" + condition + ")", "is not one of the new partition");
    }

    static List<Step> unguardDefault(LiveTable parent) {
        return defaultOf(parent)
                .filter(table -> !table.isSmall())
                .map(rest -> List.of(unguarded(rest)))
                .orElse(List.of());
    }

    static List<Step> guarded(LiveTable table, String condition, String claim) {
        return List.of(
                OwnSteps.requireNone(
                        Phase.EXPAND,
                        Offences.violations(table, SqlExpression.of(condition)),
                        "every row of " + table.name() + " " + claim,
                        "move or delete these rows, then run it again",
                        table.scan(LockLevel.ACCESS_SHARE)),
                OwnSteps.separate(
                        Phase.EXPAND,
                        "declare which rows " + table.name() + " may hold",
                        ADD_CHECK
                                .with("table", table.name())
                                .with("check", SqlName.of(CHECK))
                                .withSql("condition", condition),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                OwnSteps.separate(
                        Phase.EXPAND,
                        "validate which rows " + table.name() + " holds",
                        VALIDATE.with("table", table.name()).with("check", SqlName.of(CHECK)),
                        table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE)));
    }

    static Step unguarded(LiveTable table) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop the check on " + table.name() + ", which is no longer needed",
                DROP_CHECK.with("table", table.name()).with("check", SqlName.of(CHECK)),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }
}
