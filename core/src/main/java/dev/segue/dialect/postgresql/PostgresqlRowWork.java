package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.DrivenStatement;
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

    @Override
    public Long visit(RowWork.Look work) {
        return 0L;
    }

    @Override
    public Long visit(RowWork.UserStatement work) {
        DrivenStatement statement = work.statement();
        String alias = statement.alias().quoted(SqlSyntax.POSTGRESQL);
        return run(statement.over(relation, range.apply(alias)));
    }

    @Override
    public Long visit(RowWork.RowFunction work) {
        return new RowFunctionBatch(session, relation, table, range.apply(table), work).run();
    }

    private long run(String sql) {
        session.executeWithNext(WayThroughRows.AS_PLANNED);
        return session.execute(SqlStatement.of("backfill of " + relation, sql, SqlSyntax.POSTGRESQL));
    }
}
