package dev.segue.conformance.scenario;

import dev.segue.conformance.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Looks again and again how long statements of applications have been waiting for a lock that Segue holds or queues for, by
 * the clock of the server.
 */
final class LockWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;

    private static final String WAITING = """
            SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.waitstart) * 1000), 0)::bigint
            FROM pg_locks l
              JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE NOT l.granted
              AND a.datname = current_database()
              AND starts_with(a.application_name, 'app ')
              AND EXISTS (
                SELECT
                FROM pg_stat_activity s
                WHERE s.pid = ANY (pg_blocking_pids(l.pid))
                  AND s.application_name = 'segue'
              )
            """;

    private final TestDatabase database;
    private final Thread thread;
    private volatile boolean isOver;
    private volatile long longestMillis;

    private LockWatch(TestDatabase database) {
        this.database = database;
        this.thread = new Thread(this::look, "lock-watch");
        thread.setDaemon(true);
    }

    static LockWatch over(TestDatabase database) {
        LockWatch watch = new LockWatch(database);
        watch.thread.start();
        return watch;
    }

    long longestMillis() {
        return longestMillis;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!isOver) {
                try (ResultSet row = statement.executeQuery(WAITING)) {
                    row.next();
                    longestMillis = Math.max(longestMillis, row.getLong(1));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
