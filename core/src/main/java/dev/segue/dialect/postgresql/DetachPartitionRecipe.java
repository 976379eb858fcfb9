package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a partition goes: the old application may still look for its rows, so they go when it is gone. */
final class DetachPartitionRecipe {

    private static final SqlTemplate DETACH = SqlTemplate.of("""
            ALTER TABLE {parent}
              DETACH PARTITION {table}
            """);

    private static final SqlTemplate DETACH_CONCURRENTLY = SqlTemplate.of("""
            ALTER TABLE {parent}
              DETACH PARTITION {table} CONCURRENTLY
            """);

    private static final SqlTemplate DROP_CHECK = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP CONSTRAINT IF EXISTS {check}
            """);

    private final PlanningContext context;
    private final LiveTable parent;
    private final LiveTable part;

    DetachPartitionRecipe(PlanningContext context, LiveTable parent, LiveTable part) {
        this.context = context;
        this.parent = parent;
        this.part = part;
    }

    static DetachPartitionRecipe of(PlanningContext context, DetachPartition operation) {
        return new DetachPartitionRecipe(
                context, LiveTable.of(context, operation.table()), LiveTable.of(context, operation.partition()));
    }

    Recipe recipe() {
        return Recipe.of(parent.isNew() || !parent.isPhased() ? List.of(detachedAtOnce()) : steps());
    }

    /**
     * Concurrently it leaves a check behind that says what the bound said; nobody asked for that. But in one transaction with
     * those that take its place it cannot go concurrently.
     */
    List<Step> steps() {
        if (PartitionSteps.leaving(parent, part.name()).isPresent()) {
            return List.of(OwnSteps.together(Phase.CONTRACT, summary(), detach(), impact(LockLevel.ACCESS_EXCLUSIVE)));
        }
        boolean hasDefault = PartitionGuard.defaultOf(parent).isPresent();
        Step detached = detached(hasDefault);
        if (hasDefault) {
            return List.of(detached);
        }
        Constraint.Check left =
                new Constraint.Check(Optional.empty(), SqlExpression.of("TRUE"), List.copyOf(keyColumns()), true, true);
        SqlName name = DefaultNames.of(left, part.name(), DefaultNames.constraintsOf(part));
        return List.of(
                detached,
                OwnSteps.separate(
                        Phase.CONTRACT,
                        "drop the check on " + part.name() + " that is left of its bound",
                        DROP_CHECK.with("table", part.name()).with("check", name),
                        part.moment(LockLevel.ACCESS_EXCLUSIVE)));
    }

    /** Those that decide in which partition a row is, up to the root. */
    private Set<SqlName> keyColumns() {
        Set<SqlName> columns = new LinkedHashSet<>();
        Optional<LiveTable> ancestor = Optional.of(parent);
        while (ancestor.isPresent()) {
            LiveTable each = ancestor.get();
            each.known()
                    .flatMap(Table::partitioning)
                    .map(key -> key.substring(Math.max(0, key.indexOf('('))))
                    .ifPresent(key -> columns.addAll(
                            ColumnReferences.in(SqlExpression.of(key)).columns()));
            ancestor = each.known().flatMap(Table::partition).map(place -> LiveTable.of(context, place.of()));
        }
        return columns;
    }

    /** Not as written: concurrently it would leave the check behind here, and not where the table is in use. */
    private Step detachedAtOnce() {
        return OwnSteps.together(
                Phase.EXPAND, summary(), detach(), parent.isNew() ? Impact.NONE : impact(LockLevel.ACCESS_EXCLUSIVE));
    }

    private Step detached(boolean hasDefault) {
        return hasDefault
                ? Step.separate(Phase.CONTRACT, summary(), detach(), impact(LockLevel.ACCESS_EXCLUSIVE))
                : OwnSteps.running(
                        Phase.CONTRACT,
                        summary(),
                        DETACH_CONCURRENTLY.with("parent", parent.name()).with("table", part.name()),
                        impact(LockLevel.SHARE_UPDATE_EXCLUSIVE));
    }

    private String summary() {
        return "detach partition " + part.name() + " from " + parent.name();
    }

    private SqlStatement detach() {
        return OwnSteps.statement(DETACH.with("parent", parent.name()).with("table", part.name()));
    }

    private Impact impact(LockLevel onParent) {
        List<Impact.Lock> locks = new ArrayList<>(List.of(
                new Impact.Lock(parent.name(), onParent), new Impact.Lock(part.name(), LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(PartitionSteps.onReferredTables(parent));
        return new Impact(locks, Impact.Duration.MOMENT, 0, 0);
    }
}
