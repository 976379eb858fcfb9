package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;

/**
 * How a foreign key is taken away from tables in use. DROP CONSTRAINT locks the table that refers first, then the one that is
 * referred to. Applications that write a row before those that refer to it lock them the other way round, so that is tried
 * first. Those whose row is just being checked against the key hold the table that refers, and wait for us who hold the other
 * one: for them it is then let go, and DROP CONSTRAINT takes its own way.
 */
final class ForeignKeyDrop {

    private static final SqlTemplate DROP =
            SqlTemplate.of("ALTER TABLE IF EXISTS {table} DROP CONSTRAINT IF EXISTS {constraint}");

    /** To lock a table by itself takes a right to write to it, which to drop a foreign key does not. */
    private static final SqlTemplate OTHER_FIRST = SqlTemplate.of("""
            DO $segue$
            DECLARE
              is_other_locked boolean := false;
            BEGIN
              IF has_table_privilege(to_regclass({other_text}), 'UPDATE, DELETE, TRUNCATE')
                AND has_table_privilege(to_regclass({table_text}), 'UPDATE, DELETE, TRUNCATE')
              THEN
                BEGIN
                  LOCK TABLE ONLY {other} IN ACCESS EXCLUSIVE MODE;
                  is_other_locked := true;
                  LOCK TABLE ONLY {table} IN ACCESS EXCLUSIVE MODE;
                EXCEPTION
                  WHEN lock_not_available THEN
                    IF NOT is_other_locked THEN
                      RAISE;
                    END IF;
                END;
              END IF;
              {statements}
            END
            $segue$
            """);

    private static final SqlTemplate ANY_ORDER = SqlTemplate.of("""
            DO $segue$
            BEGIN
              {statements}
            END
            $segue$
            """);

    private final LiveTable table;
    private final Constraint.ForeignKey key;

    ForeignKeyDrop(LiveTable table, Constraint.ForeignKey key) {
        this.table = table;
        this.key = key;
    }

    /** In a short transaction of its own; it tolerates that the key is gone. */
    Step step(Phase phase) {
        SqlName name = ConstraintSteps.nameOf(key);
        String drop = DROP.with("table", table.name()).with("constraint", name).sql(SqlSyntax.POSTGRESQL);
        return step(phase, "drop foreign key " + name + " of " + table.name(), drop);
    }

    /** @param statement that takes the key away, without a semicolon */
    Step step(Phase phase, String summary, String statement) {
        return needsOrder()
                ? stepOf(phase, summary, statement + ";")
                : Step.separate(phase, summary, OwnSteps.statement(statement), impact());
    }

    /** @param statements each with its semicolon, that take the key away together */
    Step stepOf(Phase phase, String summary, String statements) {
        SqlTemplate block = needsOrder()
                ? OTHER_FIRST
                        .withLiteral("other_text", other().quoted(SqlSyntax.POSTGRESQL))
                        .withLiteral("table_text", table.name().quoted(SqlSyntax.POSTGRESQL))
                        .with("other", other())
                        .with("table", table.name())
                : ANY_ORDER;
        return OwnSteps.separate(phase, summary, block.withSql("statements", statements), impact());
    }

    /** False where nobody else locks both tables, or there is only one. */
    boolean needsOrder() {
        return table.isPhased() && !other().equals(table.name());
    }

    private Impact impact() {
        return PostgresqlConstraints.onBoth(table, key, LockLevel.ACCESS_EXCLUSIVE);
    }

    private TableName other() {
        return LiveTable.of(table.context(), key.referencedTable()).name();
    }
}
