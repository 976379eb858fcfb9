package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;

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

    static Step attached(LiveTable parent, TableName part, String bound) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "attach partition " + part + " to " + parent.name(),
                ATTACH.with("parent", parent.name()).with("table", part).withSql("bound", bound),
                attaching(parent, part, Impact.Duration.MOMENT));
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
