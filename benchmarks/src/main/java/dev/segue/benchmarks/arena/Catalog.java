package dev.segue.benchmarks.arena;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a run left in the database. */
public record Catalog(long tables, long columns, long indexes) {

    private static final String READ = """
            SELECT
              (SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'item\\_%') AS tables,
              (SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'item\\_%') AS columns,
              (SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'item\\_%') AS indexes
            """;

    public static Catalog of(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(READ)) {
            counts.next();
            return new Catalog(counts.getLong("tables"), counts.getLong("columns"), counts.getLong("indexes"));
        }
    }

    /** Nobody wins by doing less than the whole history. */
    public static void requireWhole(String contender, int revisions, Database database) throws SQLException {
        Catalog left = of(database);
        if (!left.equals(after(revisions))) {
            throw new IllegalStateException(contender + " did something else: " + left);
        }
    }

    private static Catalog after(int revisions) {
        return new Catalog(revisions, 5L * revisions, revisions);
    }
}
