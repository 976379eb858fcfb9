package dev.segue.dialect.postgresql;

import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.Phase;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
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

    private static final SqlName CHECK = SqlName.of("segue_partition_bound");

    private PartitionGuard() {}

    /**
     * What has to be proved of each row of a partition, that of the tables above its parent too.
     *
     * @return empty where it cannot be said in a check
     */
    static Optional<List<String>> conditions(LiveTable parent, String bound) {
        List<String> conditions = new ArrayList<>();
        String below = bound;
        Optional<LiveTable> above = Optional.of(parent);
        while (above.isPresent()) {
            LiveTable each = above.get();
            boolean isAnything = isRest(below) && boundsBesideRest(each).isEmpty();
            if (!isAnything) {
                Optional<String> condition = condition(each, below);
                if (condition.isEmpty()) {
                    return Optional.empty();
                }
                conditions.add(condition.get());
            }
            Optional<Table.Partition> place = each.known().flatMap(Table::partition);
            below = place.map(Table.Partition::bound).orElse("");
            above = place.map(own -> LiveTable.of(parent.context(), own.of()));
        }
        return Optional.of(conditions);
    }

    private static Optional<String> condition(LiveTable parent, String bound) {
        return parent.known()
                .flatMap(Table::partitioning)
                .flatMap(key -> isRest(bound)
                        ? PartitionBound.conditionOfRest(key, boundsBesideRest(parent))
                        : PartitionBound.condition(key, bound));
    }

    static boolean isRest(String bound) {
        return bound.strip().equalsIgnoreCase("DEFAULT");
    }

    private static List<String> boundsBesideRest(LiveTable parent) {
        return parent.partitions().stream()
                .flatMap(partition -> partition.known().flatMap(Table::partition).stream())
                .map(Table.Partition::bound)
                .filter(bound -> !isRest(bound))
                .toList();
    }

    /** The partition for the rest. */
    static Optional<LiveTable> defaultOf(LiveTable parent) {
        return parent.partitions().stream()
                .filter(partition -> partition
                        .known()
                        .flatMap(Table::partition)
                        .filter(place -> isRest(place.bound()))
                        .isPresent())
                .findFirst();
    }

    /** The partition for the rest is read too, unless a check says that it holds nothing of the new one. */
    static List<Step> guardRest(LiveTable parent, TableName part, String bound, Phase phase) {
        Optional<LiveTable> rest = largeRestBeside(parent, part);
        if (rest.isEmpty()) {
            return List.of();
        }
        String condition = condition(parent, bound)
                .orElseThrow(() -> RecipeProblem.SCANS_UNDER_LOCK.with(
                        "another partition of " + parent.name() + " reads every row of the default partition "
                                + rest.get().name() + " while nobody can use it",
                        "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody"
                                + " minds"));
        return guarded(
                phase, rest.get(), checkAgainst(part), "NOT (" + condition + ")", "is not one of the new partition");
    }

    static List<Step> unguardRest(LiveTable parent, TableName part) {
        return largeRestBeside(parent, part)
                .map(rest -> List.of(unguarded(rest, checkAgainst(part))))
                .orElse(List.of());
    }

    private static Optional<LiveTable> largeRestBeside(LiveTable parent, TableName part) {
        return defaultOf(parent).filter(rest -> !rest.name().equals(part)).filter(rest -> !rest.isSmall());
    }

    /** Several may be needed at once. */
    private static SqlName checkAgainst(TableName part) {
        return GeneratedName.of("segue_partition_bound", part.name().text());
    }

    static List<Step> guarded(Phase phase, LiveTable table, String condition, String claim) {
        return guarded(phase, table, CHECK, condition, claim);
    }

    private static List<Step> guarded(Phase phase, LiveTable table, SqlName check, String condition, String claim) {
        return List.of(
                OwnSteps.requireNone(
                        phase,
                        Offences.violations(table, SqlExpression.of(condition)),
                        "every row of " + table.name() + " " + claim,
                        "move or delete these rows, then run it again",
                        table.scan(LockLevel.ACCESS_SHARE)),
                OwnSteps.separate(
                        phase,
                        "declare which rows " + table.name() + " may hold",
                        ADD_CHECK
                                .with("table", table.name())
                                .with("check", check)
                                .withSql("condition", condition),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                OwnSteps.separate(
                        phase,
                        "validate which rows " + table.name() + " holds",
                        VALIDATE.with("table", table.name()).with("check", check),
                        table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE)));
    }

    static Step unguarded(LiveTable table) {
        return unguarded(table, CHECK);
    }

    private static Step unguarded(LiveTable table, SqlName check) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop the check on " + table.name() + ", which is no longer needed",
                DROP_CHECK.with("table", table.name()).with("check", check),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }
}
