package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.backfill.throttle.Surroundings;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.sql.TableName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals for which a server has to be set up: a standby, an archive, an autovacuum at work. */
class ThrottledServerTest {

    @Test
    void aRealStandbyThatStopsApplyingIsWaitedFor(@TempDir Path folder) throws Exception {
        Path kept = folder.resolve("primary");
        try (EmbeddedPostgres primary =
                EmbeddedPostgres.builder().persistentIn(kept).start()) {
            assertThat(primary.isRunning()).isTrue();
        }
        Path copy = folder.resolve("standby");
        copy(kept, copy);
        Files.createFile(copy.resolve("data").resolve("standby.signal"));

        try (EmbeddedPostgres primary =
                        EmbeddedPostgres.builder().persistentIn(kept).start();
                EmbeddedPostgres standby = EmbeddedPostgres.builder()
                        .persistentIn(copy)
                        .setting("primary_conninfo", wayTo(primary))
                        .start();
                Throttle throttle = watching(primary, "lag(r1)>1s")) {
            TestDatabase written = new TestDatabase(primary, "postgres");
            TestDatabase read = new TestDatabase(standby, "postgres");
            assertThat(eventually(throttle::reasonToWait, Optional::isEmpty)).isEmpty();

            read.execute("SELECT pg_wal_replay_pause()");
            written.execute("CREATE TABLE orders (n int)");
            assertThat(eventually(throttle::reasonToWait, Optional::isPresent).orElseThrow())
                    .matches("replica r1 is .* s behind \\(limit 1 s\\)");

            read.execute("SELECT pg_wal_replay_resume()");
            assertThat(eventually(throttle::reasonToWait, Optional::isEmpty)).isEmpty();

            standby.crash();
            assertThat(eventually(throttle::reasonToWait, Optional::isPresent)).contains("replica r1 is not connected");
        }
    }

    @Test
    void filesThatTheArchiveDoesNotTakeAreAReasonToWait() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setting("archive_mode", "on")
                        .setting("archive_command", "false")
                        .start();
                Throttle files = watching(server, "archive-queue>1");
                Throttle bytes = watching(server, "archive-queue>20MB")) {
            TestDatabase database = new TestDatabase(server, "postgres");
            for (int i = 0; i < 2; i++) {
                assertThat(files.reasonToWait()).isEmpty();
                database.execute("SELECT pg_logical_emit_message(TRUE, 'test', 'something')", "SELECT pg_switch_wal()");
            }

            assertThat(files.reasonToWait()).contains("2 WAL files wait to be archived, 32 MB (limit 1 files)");
            assertThat(bytes.reasonToWait()).contains("2 WAL files wait to be archived, 32 MB (limit 20 MB)");
        }
    }

    @Test
    void anAutovacuumIsLetGoOnWithTheTable() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setting("autovacuum_naptime", "1s")
                        .start();
                Throttle throttle = watching(server, "autovacuum")) {
            TestDatabase database = new TestDatabase(server, "postgres");
            database.execute(
                    "CREATE TABLE orders (id int PRIMARY KEY, n int) WITH (autovacuum_vacuum_threshold = 10,"
                            + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                            + " autovacuum_vacuum_cost_limit = 10)",
                    "INSERT INTO orders SELECT i FROM generate_series(1, 200000) AS i",
                    "UPDATE orders SET n = 1");

            assertThat(eventually(throttle::reasonToWait, Optional::isPresent).orElseThrow())
                    .startsWith("autovacuum has been at work on orders for ");

            database.execute("ALTER TABLE orders SET (autovacuum_enabled = off)");
            assertThat(eventually(throttle::reasonToWait, Optional::isEmpty)).isEmpty();
        }
    }

    private static Throttle watching(EmbeddedPostgres server, String condition) {
        PostgresqlDialect dialect = new PostgresqlDialect();
        ConnectionSource source = DriverConnections.of(
                "org.postgresql.Driver",
                server.jdbcUrl("postgres"),
                "postgres",
                Map.of("user", server.user(), "password", server.password()));
        return Restraint.read(List.of("pause-when=" + condition))
                .watchedIn(new Surroundings(
                        dialect,
                        () -> LentSession.from(dialect, source, SessionSettings.unlimited()),
                        TableName.of("orders"),
                        Path.of("."),
                        Clock.systemUTC()));
    }

    private static String wayTo(EmbeddedPostgres primary) {
        return "host=127.0.0.1 port=" + primary.port() + " user=" + primary.user() + " password=" + primary.password()
                + " application_name=r1";
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.copy(folder, to.resolve(from.relativize(folder)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
