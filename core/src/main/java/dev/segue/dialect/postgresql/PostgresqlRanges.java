package dev.segue.dialect.postgresql;

import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.Optional;

/** What is written in a statement about the rows of a source. */
interface PostgresqlRanges extends RowSource {

    SqlTemplate COUNT = SqlTemplate.of("""
            SELECT /* segue */ count(*) AS row_count
            FROM ONLY {relation} AS {alias}
            WHERE {range}
            """);

    @Override
    default long count(Session session, Optional<String> after, String upTo) {
        String query = COUNT.withSql("relation", relation())
                .withSql("alias", alias())
                .withSql("range", range(alias(), after, upTo))
                .sql(SqlSyntax.POSTGRESQL);
        return session.query(query, row -> row.number("row_count")).get(0);
    }

    /** What its rows are called by, quoted. */
    String alias();

    /**
     * The condition that only rows between two places fulfil.
     *
     * @param name what the rows are called by, quoted
     */
    String range(String name, Optional<String> after, String upTo);

    /** What tells a row apart, as a text for people. */
    String shownKey(String name);
}
