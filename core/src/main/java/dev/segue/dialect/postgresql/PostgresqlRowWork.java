package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import java.util.function.UnaryOperator;

/**
 * Does the work with the rows of one range. Returns how many were changed.
 *
 * @param table as the application calls it, quoted
 * @param range from what the rows are called to the condition that only those of the range fulfil
 */
record PostgresqlRowWork(Session session, String relation, String table, UnaryOperator<String> range)
        implements RowWork.Visitor<Long> {

    private static final SqlTemplate ASSIGN = SqlTemplate.of("""
            UPDATE /* segue */ ONLY {relation} AS {alias}
            SET {assignments}
            WHERE {range}
              AND ({guard}
              )
            """);

    @Override
    public Long visit(RowWork.Assign work) {
        return run(ASSIGN.withSql("relation", relation)
                .withSql("alias", table)
                .withSql("assignments", work.assignments())
                .withSql("range", range.apply(table))
                .withSql("guard", work.guard())
                .sql(SqlSyntax.POSTGRESQL));
    }

    private long run(String sql) {
        return session.execute(SqlStatement.of("backfill of " + relation, sql, SqlSyntax.POSTGRESQL));
    }
}
