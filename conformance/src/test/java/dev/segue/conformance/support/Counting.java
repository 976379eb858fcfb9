package dev.segue.conformance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A revision that adds one to every row of a table in batches, so that a row that was computed twice shows it, and slowly
 * enough to be met while it does so. One row in the middle waits at a gate that a test can close.
 */
public final class Counting {

    /** Too many for one statement. */
    public static final int ROWS = 12_000;

    private static final String REVISION = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.Migration;
            import dev.segue.revision.RevisionHeader;

            @RevisionHeader(id = "c0ffee000001", message = "count")
            public final class Count extends Migration {
                @Override
                public void upgrade(Operations op) {
                    op.table("item").backfill(fill -> fill.set("n", "slowly(id, n) + 1"));
                }

                @Override
                public void downgrade(Operations op) {
                    op.table("item").backfill(fill -> fill.set("n", "n - 1"));
                }
            }
            """;

    private Counting() {}

    public static void prepare(TestDatabase database, Path folder) {
        try {
            Files.writeString(folder.resolve("Count.java"), REVISION);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        database.execute(
                slowly(0.002),
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");
    }

    /** Ten times as long for each row as it takes otherwise. */
    public static void slowDown(TestDatabase database) {
        database.execute(slowly(0.02));
    }

    private static String slowly(double seconds) {
        return """
                CREATE OR REPLACE FUNCTION slowly(id int, n int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  IF id = 7000 THEN
                    PERFORM pg_advisory_xact_lock_shared(77);
                  END IF;
                  IF id % 20 = 0 THEN
                    PERFORM pg_sleep({seconds});
                  END IF;
                  RETURN n;
                END $$
                """.replace("{seconds}", String.valueOf(seconds));
    }

    /** Nobody gets past the row in the middle until the connection is closed. */
    public static Connection closeGate(TestDatabase database) {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(77)");
            return connection;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until a batch stands at the gate. */
    public static void awaitAtGate(TestDatabase database) {
        database.await("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted");
    }
}
