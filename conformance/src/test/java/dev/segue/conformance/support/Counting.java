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
@SuppressWarnings("try") // what holds something up only has to be there
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

    private static final String AT_THE_GATE = """
            SELECT pid FROM pg_locks
            WHERE locktype = 'advisory' AND objid = 77 AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    /** A session tells that it is at work before its first batch; what gave way belongs to none. */
    private static final String SESSIONS =
            "SELECT count(DISTINCT session) FROM segue.backfill_chunk WHERE session <> ''";

    private static final int ROW_AT_THE_GATE = 7_000;

    private Counting() {}

    public static void prepare(TestDatabase database, Path folder) {
        try {
            Files.writeString(folder.resolve("Count.java"), REVISION);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        database.execute(
                "CREATE TABLE wanted (sessions int)",
                "INSERT INTO wanted VALUES (0)",
                slowly(0.002, ROW_AT_THE_GATE),
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");
    }

    /** The same in three partitions of as many rows each. */
    public static void prepareInPartitions(TestDatabase database, Path folder) {
        prepare(database, folder);
        database.execute(
                "DROP TABLE item",
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0) PARTITION BY RANGE (id)",
                "CREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (4001)",
                "CREATE TABLE item_2 PARTITION OF item FOR VALUES FROM (4001) TO (8001)",
                "CREATE TABLE item_3 PARTITION OF item FOR VALUES FROM (8001) TO (12001)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");
    }

    /** Ten times as long for each row as it takes otherwise, and with the gate at another row. */
    public static void slowDown(TestDatabase database, int rowAtTheGate) {
        database.execute(slowly(0.02, rowAtTheGate));
    }

    private static String slowly(double seconds, int rowAtTheGate) {
        return """
                CREATE OR REPLACE FUNCTION slowly(id int, n int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  IF id = {row} THEN
                    PERFORM pg_advisory_xact_lock_shared(77);
                  END IF;
                  IF id % 20 = 0 THEN
                    PERFORM pg_sleep({seconds});
                  END IF;
                  IF id > {row} THEN
                    IF ({sessions}) < (SELECT sessions FROM wanted) THEN
                      RAISE EXCEPTION 'not all are there yet' USING ERRCODE = 'lock_not_available';
                    END IF;
                  END IF;
                  RETURN n;
                END $$
                """.replace("{seconds}", String.valueOf(seconds))
                .replace("{row}", String.valueOf(rowAtTheGate))
                .replace("{sessions}", SESSIONS);
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
        database.await("SELECT count(*) > 0 FROM (" + AT_THE_GATE + ") AS waiting");
    }

    /** Ends the session of a batch that stands at the gate. */
    public static void terminateAtGate(TestDatabase database) {
        database.await("WITH waiting AS MATERIALIZED (" + AT_THE_GATE + ")"
                + " SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM waiting");
    }

    /** From now on nobody gets past the row in the middle before so many sessions are at work. */
    public static void gatherBehindGate(TestDatabase database, int sessions) {
        database.execute("UPDATE wanted SET sessions = " + sessions);
    }

    /** Kills a run that stands there, and waits until the server has noticed. */
    public static void interruptAtGate(TestDatabase database, Path folder) throws SQLException {
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = closeGate(database)) {
            runner.upgrade(database, folder, "");
            awaitAtGate(database);
            runner.kill();
        }
        database.await("SELECT count(*) = 0 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                + " WHERE c.relname LIKE 'item%' AND l.pid <> pg_backend_pid()");
    }
}
