package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

/** The loop that many write by hand: the next rows that are not done and that nobody holds, until there are none. */
public record SkipLockedLoop() implements Filling {

    private static final String BATCH = """
            UPDATE item SET twice = n * 2
            WHERE id IN (
              SELECT id FROM item WHERE twice IS NULL LIMIT 10000 FOR UPDATE SKIP LOCKED
            )""";

    @Override
    public String name() {
        return "SKIP LOCKED loop";
    }

    @Override
    public Duration fill(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            long started = System.nanoTime();
            long changed = 1;
            while (changed > 0) {
                changed = statement.executeLargeUpdate(BATCH);
            }
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }
}
