package dev.segue.dialect.postgresql;

import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.StepAction;
import java.util.Optional;

/** A table without a key, gone through page by page. A place is the number of the first page that is still to come. */
record PostgresqlPageRanges(String relation, String alias, long rows) implements RowSource {

    private static final String PAGES = """
            SELECT (pg_relation_size(to_regclass(?)) / current_setting('block_size')::bigint)::text AS pages
            """;

    private static final SqlTemplate BATCH = SqlTemplate.of("""
            UPDATE ONLY {relation} AS {alias}
            SET {assignments}
            WHERE {alias}.ctid >= '({first},0)'::tid
              AND {alias}.ctid < '({up_to},0)'::tid
              AND ({guard}
              )
            """);

    private static final long ROWS_ON_A_PAGE = 50;

    @Override
    public String order() {
        return "pages";
    }

    /** Every change of a row may move it to another page. */
    @Override
    public boolean isUnsteady() {
        return true;
    }

    @Override
    public Optional<String> end(Session session) {
        return session.query(PAGES, row -> row.text("pages"), relation).stream()
                .filter(pages -> !pages.equals("0"))
                .findFirst();
    }

    @Override
    public String next(Session session, Optional<String> after, String end, long wanted) {
        long from = after.map(Long::parseLong).orElse(0L);
        return String.valueOf(Math.min(Long.parseLong(end), from + Math.max(1, wanted / ROWS_ON_A_PAGE)));
    }

    @Override
    public SqlStatement batch(StepAction.FillRows fill, Optional<String> after, String upTo) {
        String sql = BATCH.withSql("relation", relation)
                .withSql("alias", alias)
                .withSql("first", after.orElse("0"))
                .withSql("up_to", upTo)
                .withSql("assignments", fill.assignments())
                .withSql("guard", fill.guard())
                .sql(SqlSyntax.POSTGRESQL);
        return SqlStatement.of("backfill of " + relation, sql, SqlSyntax.POSTGRESQL);
    }
}
