package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A table of rows of some 200 bytes with one index, and one column that is to be computed. Autovacuum keeps out of it, so
 * that it comes in between for nobody.
 *
 * @param isAnalysed the database knows how large it is
 */
public record FillTable(long rows, boolean isAnalysed) {

    static final String FILL = "UPDATE item SET twice = n * 2 WHERE twice IS NULL";

    private static final List<String> CREATE = List.of("""
            CREATE TABLE item (
              id bigint PRIMARY KEY,
              n bigint NOT NULL,
              twice bigint,
              note text NOT NULL
            ) WITH (autovacuum_enabled = off)""", """
            INSERT INTO item (id, n, note)
            SELECT i, i, repeat('x', 150) FROM generate_series(1, {rows}) AS i""");

    private static final String ANALYSE = "VACUUM (ANALYZE) item";

    private static final String LEFT_TO_DO = "SELECT count(*) FROM item WHERE twice IS DISTINCT FROM n * 2";

    private static final String SIZE = "SELECT pg_total_relation_size('item')";

    public void create(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : CREATE) {
                statement.execute(sql.replace("{rows}", String.valueOf(rows)));
            }
            if (isAnalysed) {
                statement.execute(ANALYSE);
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** Nobody wins by doing less. */
    public void requireFilled(Database database) throws SQLException {
        long left = number(database, LEFT_TO_DO);
        if (left > 0) {
            throw new IllegalStateException(left + " rows were not filled");
        }
    }

    /** With its index. */
    public long bytes(Database database) throws SQLException {
        return number(database, SIZE);
    }

    /** As it is called in a table of results. */
    public String display() {
        return count()
                + Optional.of(", never analysed").filter(words -> !isAnalysed).orElse("");
    }

    private String count() {
        if (rows % 1_000_000 == 0) {
            return rows / 1_000_000 + " M";
        }
        return rows % 1_000 == 0 ? rows / 1_000 + " k" : String.valueOf(rows);
    }

    private static long number(Database database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
