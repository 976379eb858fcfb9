package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Table;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps by which a table becomes a part of another one, and what is locked meanwhile. */
final class PartitionSteps {

    private static final SqlTemplate ATTACH = SqlTemplate.of("""
            ALTER TABLE {parent}
              ATTACH PARTITION {table} {bound}
            """);

    private static final SqlTemplate DETACH_IF_ATTACHED = SqlTemplate.of("""
            DO $segue$
            BEGIN
              IF EXISTS (
                SELECT
                FROM pg_inherits
                WHERE inhparent = to_regclass({parent_text})
                  AND inhrelid = to_regclass({table_text})
              ) THEN
                ALTER TABLE {parent}
                  DETACH PARTITION {table};
              END IF;
            END
            $segue$
            """);

    private PartitionSteps() {}

    static Step detachedIfAttached(LiveTable parent, TableName part) {
        List<Impact.Lock> locks = new ArrayList<>(List.of(
                new Impact.Lock(parent.name(), LockLevel.ACCESS_EXCLUSIVE),
                new Impact.Lock(part, LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(onReferredTables(parent));
        return OwnSteps.separate(
                Phase.EXPAND,
                "detach partition " + part + " from " + parent.name(),
                DETACH_IF_ATTACHED
                        .withLiteral("parent_text", quoted(parent.name()))
                        .withLiteral("table_text", quoted(part))
                        .with("parent", parent.name())
                        .with("table", part),
                new Impact(locks, Impact.Duration.MOMENT, 0, 0));
    }

    private static String quoted(TableName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    /** In the contract phase in one transaction with what makes room for it, so that there is always a place for a row. */
    static Step attached(LiveTable parent, TableName part, String bound) {
        Phase phase = phaseOfAttaching(parent, part, bound);
        return Step.of(
                phase,
                "attach partition " + part + " to " + parent.name(),
                new StepAction.RunStatement(OwnSteps.statement(
                        ATTACH.with("parent", parent.name()).with("table", part).withSql("bound", bound))),
                phase == Phase.CONTRACT ? TransactionMode.SHARED : TransactionMode.SEPARATE,
                new Recovery.Atomic(),
                attaching(parent, part, Impact.Duration.MOMENT));
    }

    /** A partition of the same rows has to go first, which it does only when the old application is gone. */
    static Phase phaseOfAttaching(LiveTable parent, TableName part, String bound) {
        return inTheWay(parent, part, bound).isEmpty() ? Phase.EXPAND : Phase.CONTRACT;
    }

    /**
     * When the partition for the rest may be forbidden to take rows of the new one: not as long as they would go there, because
     * nobody else takes them.
     */
    static Phase phaseOfGuardingRest(LiveTable parent, TableName part, String bound) {
        List<Table.Partition> inTheWay = inTheWay(parent, part, bound);
        boolean areTaken = inTheWay.isEmpty()
                || inTheWay.stream().anyMatch(place -> PartitionBound.isWithin(bound, place.bound()));
        return areTaken ? Phase.EXPAND : Phase.CONTRACT;
    }

    /** The same for a partition that is to take other rows than now. */
    static Phase phaseOfGuarding(LiveTable parent, TableName part, String bound) {
        return leaving(parent, part)
                .filter(place -> !PartitionBound.isWithin(place.bound(), bound))
                .map(place -> Phase.CONTRACT)
                .orElse(Phase.EXPAND);
    }

    private static List<Table.Partition> inTheWay(LiveTable parent, TableName part, String bound) {
        List<Table.Partition> inTheWay = new ArrayList<>();
        leaving(parent, part).ifPresent(inTheWay::add);
        places(parent)
                .filter(table -> !PartitionBound.areDisjoint(place(table).bound(), bound))
                .forEach(table -> inTheWay.add(place(table)));
        return inTheWay;
    }

    /** As what the partition is leaving, if it is. */
    static Optional<Table.Partition> leaving(LiveTable parent, TableName part) {
        return places(parent)
                .filter(table -> table.name().isSameAs(part, SqlSyntax.POSTGRESQL))
                .map(PartitionSteps::place)
                .findFirst();
    }

    private static Stream<Table> places(LiveTable parent) {
        PlanningContext context = parent.context();
        return context.underWay().leaving().stream()
                .filter(table -> context.schema().table(place(table).of()).equals(parent.known()));
    }

    private static Table.Partition place(Table partition) {
        return partition.partition().orElseThrow();
    }

    static Impact attaching(LiveTable parent, TableName part, Impact.Duration duration) {
        List<Impact.Lock> locks = new ArrayList<>();
        locks.add(new Impact.Lock(parent.name(), LockLevel.SHARE_UPDATE_EXCLUSIVE));
        locks.add(new Impact.Lock(part, LockLevel.ACCESS_EXCLUSIVE));
        PartitionGuard.defaultOf(parent)
                .ifPresent(rest -> locks.add(new Impact.Lock(rest.name(), LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(onReferredTables(parent));
        return new Impact(locks, duration, 0, 0);
    }

    /** A part takes over the foreign keys of its parent, and gives them back. */
    static List<Impact.Lock> onReferredTables(LiveTable parent) {
        return parent.constraints().stream()
                .filter(Constraint.ForeignKey.class::isInstance)
                .map(key -> ((Constraint.ForeignKey) key).referencedTable())
                .distinct()
                .map(other -> new Impact.Lock(other, LockLevel.SHARE_ROW_EXCLUSIVE))
                .toList();
    }
}
