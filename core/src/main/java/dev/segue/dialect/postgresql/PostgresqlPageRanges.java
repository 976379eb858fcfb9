package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table without a key, gone through page by page. A place is the number of the first page that is still to come.
 *
 * @param pages when it was looked at
 */
record PostgresqlPageRanges(String relation, String identity, String alias, long rows, long pages)
        implements PostgresqlRanges {

    private static final String PAGES = """
            SELECT (pg_relation_size(?::oid::regclass) / current_setting('block_size')::bigint)::text AS pages
            """;

    private static final SqlTemplate RANGE =
            SqlTemplate.of("{alias}.ctid >= '({first},0)'::tid AND {alias}.ctid < '({up_to},0)'::tid");

    /** Where nobody knows. */
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
        return session.query(PAGES, row -> row.maybeText("pages"), identity).stream()
                .flatMap(Optional::stream)
                .filter(pages -> !pages.equals("0"))
                .findFirst();
    }

    @Override
    public List<String> next(Session session, Optional<String> after, String end, long wanted, int ranges) {
        long last = Long.parseLong(end);
        long place = after.map(Long::parseLong).orElse(0L);
        List<String> ends = new ArrayList<>();
        do {
            place = Math.min(last, place + Math.max(1, pagesFor(wanted)));
            ends.add(String.valueOf(place));
        } while (place < last && ends.size() < ranges);
        return ends;
    }

    private long pagesFor(long wanted) {
        return rows == 0 ? wanted / ROWS_ON_A_PAGE : Math.round((double) wanted * pages / rows);
    }

    @Override
    public long write(Session session, RowWork work, Optional<String> after, String upTo) {
        return work.accept(new PostgresqlRowWork(session, relation, alias, name -> range(name, after, upTo)));
    }

    @Override
    public String shownKey(String name) {
        return name + ".ctid::text";
    }

    @Override
    public String range(String name, Optional<String> after, String upTo) {
        return RANGE.withSql("alias", name)
                .withSql("first", after.orElse("0"))
                .withSql("up_to", upTo)
                .sql(SqlSyntax.POSTGRESQL);
    }
}
