package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column that is contracted as NOT NULL is NOT NULL, on whatever way it came there. */
@ExtendWith(TestServer.Shared.class)
class SetNotNullTest {

    private static final String SET = "ALTER TABLE users ALTER COLUMN email SET NOT NULL;";

    private final TestDatabase database;
    private final Path folder;

    SetNotNullTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PHASED, plain, small, value", "PHASED, plain, small, none", "PHASED, plain, large, value",
        "PHASED, plain, large, none", "PHASED, partitioned, small, value", "PHASED, partitioned, small, none",
        "PHASED, partitioned, large, value", "PHASED, partitioned, large, none", "DIRECT, plain, small, value",
        "DIRECT, plain, large, none", "DIRECT, partitioned, small, none", "DIRECT, partitioned, large, value",
    })
    void inTheCatalogOfTheTableAndOfAllItsPartitions(Rollout rollout, String kind, String size, String fill)
            throws Exception {
        create(kind);
        boolean hasValue = fill.equals("value");
        if (!hasValue) {
            database.execute("UPDATE users SET email = 'none' WHERE email IS NULL");
        }
        Segue segue = segue(rollout, size, hasValue ? "-- segue:value 'none'\n" + SET : SET);
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background application = Background.run(() -> write(isOver, hasValue && rollout == Rollout.PHASED))) {
            segue.upgrade("head");
            isOver.set(true);
            application.await();
        }
        segue.contract(List.of());

        assertThat(notNull()).isNotEmpty().allMatch(line -> line.endsWith(" NOT NULL"));
        assertThat(database.lines(
                        "SELECT conname::text FROM pg_constraint WHERE NOT convalidated OR conname ~ 'segue'"))
                .isEmpty();
    }

    @Test
    void togetherWithOtherChangesOfTheColumn() {
        for (String upgrade : List.of(
                SET + " ALTER TABLE users ALTER COLUMN email TYPE varchar(70);",
                "ALTER TABLE users ALTER COLUMN email TYPE varchar(70); " + SET,
                "ALTER TABLE users ALTER COLUMN email SET DEFAULT 'x'; " + SET,
                "ALTER TABLE users RENAME COLUMN email TO mail; ALTER TABLE users ALTER COLUMN mail SET NOT NULL;")) {
            create("plain");
            database.execute("UPDATE users SET email = 'none' WHERE email IS NULL");
            Segue segue = segue(Rollout.PHASED, "large", upgrade);

            segue.upgrade("head");
            segue.contract(List.of());

            assertThat(notNull()).as(upgrade).isNotEmpty().allMatch(line -> line.endsWith(" NOT NULL"));
            database.execute("DROP TABLE users", "DROP SCHEMA segue CASCADE");
        }
    }

    private void create(String kind) {
        if (kind.equals("plain")) {
            database.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");
        } else {
            database.execute(
                    "CREATE TABLE users (id int PRIMARY KEY, email text) PARTITION BY RANGE (id)",
                    "CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (1000)",
                    "CREATE TABLE users_2 PARTITION OF users DEFAULT PARTITION BY RANGE (id)",
                    "CREATE TABLE users_21 PARTITION OF users_2 DEFAULT");
        }
        database.execute("INSERT INTO users SELECT i, nullif(i % 3, 0) || '@x' FROM generate_series(1, 2000) AS i");
    }

    private void write(AtomicBoolean isOver, boolean mayLeaveOut) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 10_000; !isOver.get(); i++) {
                statement.execute("INSERT INTO users VALUES (" + i + ", " + (mayLeaveOut ? "NULL" : "'x'") + ")");
            }
        }
    }

    /** As {@code \d} shows it. */
    private List<String> notNull() {
        return database.lines("SELECT attrelid::regclass || CASE WHEN attnotnull THEN ' NOT NULL' ELSE ' nullable' END"
                + " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
                + " WHERE relkind IN ('r', 'p') AND relname ~ '^users' AND attname ~ '^e?mail$'");
    }

    private Segue segue(Rollout rollout, String size, String upgrade) {
        return database.segue(Revisions.in(folder).add(upgrade).folder())
                .rollout(rollout)
                .smallTables(size.equals("small") ? 1_000_000 : 0, Long.MAX_VALUE)
                .build();
    }
}
