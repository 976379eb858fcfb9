package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

/** All rows in one statement: as fast as it gets, and the application waits for all of it. */
public record SingleUpdate() implements Filling {

    @Override
    public String name() {
        return "one UPDATE";
    }

    @Override
    public Duration fill(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            long started = System.nanoTime();
            statement.execute(FillTable.FILL);
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }
}
