package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.backfill.throttle.Surroundings;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.HandClock;
import dev.segue.conformance.support.Receiver;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.TableFootprint;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.jdbc.Session;
import dev.segue.sql.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.replication.LogSequenceNumber;

/**
 * What a server tells about its load is a reason to wait when it is too much, and when it cannot be told any more. Has a server
 * to itself, where nobody else writes or is at work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottleTest {

    private TestServer server;
    private TestDatabase database;
    private HandClock clock;

    @BeforeAll
    void start() {
        server = TestServer.of(EmbeddedPostgres.builder()
                .version(TestServer.version())
                .setting("wal_level", "logical")
                .setting("autovacuum_naptime", "1d")
                .start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        clock = new HandClock();
        database = server.database();
        database.await("SELECT count(*) = 0 FROM pg_stat_replication");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aReplicaThatFallsBehindIsWaitedForUntilItHasCaughtUp() throws Exception {
        try (Receiver replica = Receiver.of(database, "r1");
                Throttle throttle = watching("lag(r1)>5s")) {
            settled(throttle, Optional.empty());

            database.execute("CREATE TABLE written (n int)");
            assertThat(throttle.reasonToWait()).isEmpty();

            clock.advance(Duration.ofSeconds(12));
            assertThat(throttle.reasonToWait()).contains("replica r1 is 12 s behind (limit 5 s)");

            replica.tell(now());
            settled(throttle, Optional.empty());
        }
    }

    @Test
    void lagIsToldInBytesToo() throws Exception {
        try (Receiver replica = Receiver.of(database, "r1");
                Throttle throttle = watching("lag>1MB")) {
            settled(throttle, Optional.empty());

            database.execute(
                    "SELECT pg_logical_emit_message(FALSE, 'test', repeat('x', 3000000))",
                    "CREATE TABLE flushed (n int)");
            assertThat(throttle.reasonToWait().orElseThrow())
                    .as("at least the message; others write on this server too")
                    .matches("replica r1 is (2\\.9|[3-9].*|\\d\\d.*) MB behind \\(limit 1 MB\\)");

            replica.tell(now());
            settled(throttle, Optional.empty());
        }
    }

    @Test
    void onlyTheReplicasThatAreNamedCount() throws Exception {
        try (Receiver near = Receiver.of(database, "near");
                Receiver far = Receiver.of(database, "far");
                Throttle throttle = watching("lag(near)>5s")) {
            settled(throttle, Optional.empty());

            database.execute("CREATE TABLE written (n int)");
            clock.advance(Duration.ofSeconds(60));
            near.tell(now());
            settled(throttle, Optional.empty());

            far.tell(now());
        }
    }

    @Test
    void aReplicaThatHasGoneIsWaitedForWhetherItWasNamedOrSeen() throws Exception {
        try (Throttle named = watching("lag(r1)>5s");
                Throttle all = watching("lag>5s")) {
            assertThat(named.reasonToWait()).contains("replica r1 is not connected");
            assertThat(all.reasonToWait()).isEmpty();

            try (Receiver replica = Receiver.of(database, "r1")) {
                settled(named, Optional.empty());
                settled(all, Optional.empty());
                replica.tell(now());
            }

            settled(named, Optional.of("replica r1 is not connected"));
            settled(all, Optional.of("replica r1 is not connected"));
        }
    }

    @Test
    void aSlotThatHoldsBackTheLogIsAReasonToWait() {
        String slot = "slot_of_" + database.name();
        database.execute("CHECKPOINT", "SELECT pg_create_physical_replication_slot('" + slot + "', TRUE)");
        try (Throttle throttle = watching("slots(" + slot + ")>1MB")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            database.execute("SELECT pg_logical_emit_message(FALSE, 'test', repeat('x', 3000000))");
            assertThat(throttle.reasonToWait().orElseThrow())
                    .startsWith("replication slot " + slot + " holds back ")
                    .endsWith("(limit 1 MB)");

            database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
            assertThat(throttle.reasonToWait()).contains("there is no replication slot " + slot);
        }
    }

    @Test
    void aServerThatWritesTooMuchLogIsGivenTimeToRest() {
        try (Throttle throttle = watching("wal-rate>100kB/s")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            database.execute("SELECT pg_logical_emit_message(FALSE, 'test', repeat('x', 3000000))", "CHECKPOINT");
            clock.advance(Duration.ofSeconds(2));
            assertThat(throttle.reasonToWait().orElseThrow())
                    .matches("the server writes [1-9][0-9]*\\.[0-9] MB of WAL a second \\(limit 100 kB\\)");

            clock.advance(Duration.ofSeconds(30));
            assertThat(throttle.reasonToWait()).isEmpty();
        }
    }

    @Test
    void nothingWaitsToBeArchivedWhereNothingIsArchived() {
        try (Throttle throttle = watching("archive-queue>0")) {
            assertThat(throttle.reasonToWait()).isEmpty();
        }
    }

    @Test
    void deadRowsAreLeftToAutovacuumUnlessAskedOtherwise() {
        killAThirdOfTheRows();
        try (Throttle throttle = watching("dead-rows>20%")) {
            settled(throttle, Optional.of("5000 rows of orders are dead, 33 % (limit 20 %)"));

            database.execute("VACUUM orders");
            settled(throttle, Optional.empty());
        }
    }

    @Test
    void deadRowsAreRemovedWhereThatIsAskedFor() {
        killAThirdOfTheRows();
        try (Throttle throttle = watching("dead-rows(vacuum)>4000")) {
            settled(throttle, Optional.empty());
        }

        assertThat(database.text("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'orders'"))
                .isEqualTo("1");
    }

    @Test
    void deadRowsThatSomebodyMayStillSeeAreNotVacuumedAgainAndAgain() throws Exception {
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, n int) WITH (autovacuum_enabled = off)",
                "INSERT INTO orders SELECT i FROM generate_series(1, 10000) AS i");
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement();
                Throttle throttle = watching("dead-rows(vacuum)>20%")) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT 1").close();
            database.execute("UPDATE orders SET n = 1 WHERE id <= 5000");

            settled(
                    throttle,
                    Optional.of(
                            "5000 rows of orders are dead, 33 % (limit 20 %); VACUUM has run, and somebody may still"
                                    + " see them"));
            assertThat(throttle.reasonToWait()).isPresent();
            assertThat(vacuums()).isEqualTo("1");

            reader.commit();
            clock.advance(Duration.ofMinutes(2));
            settled(throttle, Optional.empty());
            assertThat(vacuums()).isEqualTo("2");
        }
    }

    @Test
    void theDeadRowsOfAllPartitionsCount() {
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, n int) PARTITION BY RANGE (id)",
                "CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000)",
                "CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (5000) TO (20000)",
                "INSERT INTO orders SELECT i FROM generate_series(1, 10000) AS i",
                "DELETE FROM orders WHERE id % 2 = 0");

        try (Throttle throttle = watching("dead-rows>40%")) {
            settled(throttle, Optional.of("5000 rows of orders are dead, 50 % (limit 40 %)"));
        }
    }

    @Test
    void aTableThatHasGoneIsAReasonToWait() {
        try (Throttle throttle = watching("dead-rows>40%")) {
            assertThat(throttle.reasonToWait())
                    .contains("\"dead-rows>40%\" cannot be looked at: there is no table orders");
        }
    }

    @Test
    @SuppressWarnings("try") // the sessions only have to be there
    void sessionsAtWorkAreCounted() throws Exception {
        try (Throttle throttle = watching("sessions>1")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            try (Background one = Background.run(() -> database.execute("SELECT pg_sleep(600) /* one */"));
                    Background other = Background.run(() -> database.execute("SELECT pg_sleep(600) /* other */"))) {
                settled(throttle, Optional.of("2 sessions are active (limit 1)"));

                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%'"
                        + " AND pid <> pg_backend_pid()");
                settled(throttle, Optional.empty());
            }
        }
    }

    @Test
    void aQueryDecides() {
        database.execute("CREATE TABLE jobs (n int)");
        try (Throttle throttle = watching("query(SELECT count(*) > 1 FROM jobs)")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            database.execute("INSERT INTO jobs VALUES (1), (2)");
            assertThat(throttle.reasonToWait()).contains("the query \"SELECT count(*) > 1 FROM jobs\" says so");

            database.execute("DROP TABLE jobs");
            assertThat(throttle.reasonToWait().orElseThrow())
                    .contains("cannot be looked at: ")
                    .contains("jobs");
        }
    }

    @Test
    void aQueryCanNeitherWriteNorTakeForever() {
        database.execute(
                "CREATE TABLE jobs (n int)",
                "CREATE FUNCTION work() RETURNS boolean LANGUAGE sql AS 'INSERT INTO jobs VALUES (1) RETURNING TRUE'");

        try (Throttle writing = watching("query(SELECT work())");
                Throttle lasting = watching("query(SELECT pg_sleep(60))")) {
            assertThat(writing.reasonToWait().orElseThrow()).contains("cannot be looked at: ");
            assertThat(lasting.reasonToWait().orElseThrow()).contains("cannot be looked at: ");
        }
        assertThat(database.text("SELECT count(*) FROM jobs")).isEqualTo("0");
    }

    @Test
    void aConnectionThatIsLostIsAReasonToWaitAndIsMadeAgain() {
        try (Throttle throttle = watching("query(SELECT FALSE)")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

            assertThat(throttle.reasonToWait().orElseThrow()).contains("cannot be looked at: ");
            settled(throttle, Optional.empty());
        }
    }

    @Test
    void aUserWhoMaySeeNothingWaitsAndIsToldWhatIsMissing() {
        String user = "watcher_of_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'secret'");
        try {
            for (String condition : List.of("lag>5s", "sessions>40", "autovacuum")) {
                try (Throttle throttle = watching(condition, user, "secret")) {
                    assertThat(throttle.reasonToWait().orElseThrow())
                            .startsWith(
                                    "\"" + condition + "\" cannot be looked at: the user \"" + user + "\" may not see ")
                            .endsWith(" without the role pg_read_all_stats");

                    database.execute("GRANT pg_read_all_stats TO " + user);
                    assertThat(throttle.reasonToWait()).isEmpty();
                    database.execute("REVOKE pg_read_all_stats FROM " + user);
                }
            }
        } finally {
            database.execute("DROP ROLE " + user);
        }
    }

    @Test
    void theSizeOfATableIsThatOfAllItsPartitions() {
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, n int) PARTITION BY RANGE (id)",
                "CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000)",
                "CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (5000) TO (20000)",
                "CREATE INDEX ON orders (n)",
                "INSERT INTO orders SELECT i FROM generate_series(1, 10000) AS i",
                "ANALYZE orders");

        TableFootprint footprint;
        PostgresqlDialect dialect = new PostgresqlDialect();
        try (Session session = dialect.connect(
                source(database.server().user(), database.server().password()))) {
            footprint = dialect.loadSignals().orElseThrow().footprintOf(session, TableName.of("orders"));
        }

        assertThat(footprint.rows()).isEqualTo(10_000);
        assertThat(footprint.indexes()).isEqualTo(2);
        assertThat(footprint.bytes())
                .isEqualTo(Long.parseLong(
                        database.text("SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('orders')")));
        assertThat(footprint.indexBytes())
                .isEqualTo(Long.parseLong(
                        database.text("SELECT sum(pg_indexes_size(relid)) FROM pg_partition_tree('orders')")));
    }

    private void killAThirdOfTheRows() {
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, n int) WITH (autovacuum_enabled = off)",
                "INSERT INTO orders SELECT i FROM generate_series(1, 10000) AS i",
                "UPDATE orders SET n = 1 WHERE id <= 5000");
    }

    private String vacuums() {
        return database.text("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'orders'");
    }

    private LogSequenceNumber now() {
        return LogSequenceNumber.valueOf(database.text("SELECT pg_current_wal_flush_lsn()"));
    }

    /** Statistics and messages of replicas take a moment to be seen. */
    private static void settled(Throttle throttle, Optional<String> wanted) {
        assertThat(eventually(throttle::reasonToWait, wanted::equals)).isEqualTo(wanted);
    }

    private Throttle watching(String conditions) {
        return watching(conditions, database.server().user(), database.server().password());
    }

    private Throttle watching(String conditions, String user, String password) {
        return Restraint.read(List.of("pause-when=" + conditions))
                .watchedIn(new Surroundings(
                        new PostgresqlDialect(),
                        () -> LentSession.from(
                                new PostgresqlDialect(), source(user, password), SessionSettings.unlimited()),
                        TableName.of("orders"),
                        Path.of("."),
                        clock));
    }

    private ConnectionSource source(String user, String password) {
        return DriverConnections.of(
                "org.postgresql.Driver",
                database.jdbcUrl(),
                database.name(),
                Map.of("user", user, "password", password, "ApplicationName", "segue"));
    }
}
