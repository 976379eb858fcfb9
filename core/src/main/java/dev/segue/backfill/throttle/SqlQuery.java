package dev.segue.backfill.throttle;

import dev.segue.jdbc.Row;
import java.util.Optional;

/**
 * {@code query(SELECT …)}: the first column of the first row is true, or is a text that says why to wait. Without a row, and
 * with NULL or false, there is no reason; any other value is one.
 */
record SqlQuery(String text, String sql) implements Condition {

    static final String NAME = "query";

    private static final String FIRST_ROW = """
            SELECT * FROM (
            {query}
            ) AS asked LIMIT 1
            """;
    private static final int LONGEST_REASON = 200;

    static SqlQuery read(WrittenCondition written) {
        written.refuseLimit();
        String sql = written.requireArgument("query(SELECT count(*) > 100 FROM jobs)");
        return new SqlQuery(written.text(), sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql);
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        return () -> observer.query(session -> session.query(FIRST_ROW.replace("{query}", sql), this::reason)).stream()
                .findFirst()
                .flatMap(reason -> reason);
    }

    private Optional<String> reason(Row row) {
        Object answer = row.columns().values().iterator().next();
        if (answer == null || answer.equals(false)) {
            return Optional.empty();
        }
        String reason = answer instanceof String text ? text : "the query \"" + sql + "\" says so";
        return Optional.of(reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
    }
}
