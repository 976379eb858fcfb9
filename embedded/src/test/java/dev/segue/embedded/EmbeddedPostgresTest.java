package dev.segue.embedded;

import static dev.segue.embedded.Sql.run;
import static dev.segue.embedded.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    @Test
    void aServerOfTheDefaultVersionAnswers() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            assertThat(server.version()).isEqualTo(17);
            assertThat(server).hasToString("PostgreSQL 17 on 127.0.0.1:" + server.port());
            assertThat(value(server, "postgres", "SHOW server_version")).startsWith("17.");
        }
    }

    @Test
    void itListensOnThisMachineOnlyAndAsksForThePassword() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            assertThat(value(server, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(server, "postgres", "SHOW unix_socket_directories"))
                    .isEmpty();
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThat(server.jdbcUrl("postgres") + server).doesNotContain(server.password());
        }
    }

    @Test
    void aThrowAwayServerLeavesNothingBehind() {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        List<Long> processes = Processes.of(server);

        server.close();
        server.close();

        Processes.awaitEnd(processes);
        assertThat(server.folder().base()).doesNotExist();
        assertThat(server.isRunning()).isFalse();
        assertProblem(EmbeddedProblem.SERVER_NOT_RUNNING, server::pid);
    }

    @Test
    void onlyWhatCostsDurabilityOfScratchDataDiffersFromAServerInProduction() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String own = value(
                    server,
                    "postgres",
                    "SELECT string_agg(name, ' ' ORDER BY name) FROM pg_settings"
                            + " WHERE source = 'command line' AND name NOT IN ('config_file', 'data_directory')");

            assertThat(own).isEqualTo("fsync full_page_writes port");
            assertThat(value(server, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(server, "postgres", "SHOW deadlock_timeout")).isEqualTo("1s");
            assertThat(value(server, "postgres", "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void anySettingCanBeChanged() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setting("fsync", "on")
                .setting("shared_preload_libraries", "pg_stat_statements")
                .setting("wal_level", "logical")
                .setting("max_connections", "7")
                .setting("application_name", "with 'quotes' and spaces")
                .start()) {
            run(server, "postgres", "CREATE EXTENSION pg_stat_statements");

            assertThat(value(server, "postgres", "SHOW fsync")).isEqualTo("on");
            assertThat(value(server, "postgres", "SELECT count(*) > 0 FROM pg_stat_statements"))
                    .isEqualTo("t");
            assertThat(value(server, "postgres", "SHOW wal_level")).isEqualTo("logical");
            assertThat(value(server, "postgres", "SHOW max_connections")).isEqualTo("7");
            assertThat(value(server, "postgres", "SELECT reset_val FROM pg_settings WHERE name = 'max_connections'"))
                    .isEqualTo("7");
        }
    }

    @Test
    void aSettingThatDoesNotExistIsReportedInTheWordsOfTheServer() {
        assertThatThrownBy(() ->
                        EmbeddedPostgres.builder().setting("lock_timeuot", "1s").start())
                .isInstanceOfSatisfying(SegueException.class, problem -> {
                    assertThat(problem.problem().code()).isEqualTo(EmbeddedProblem.SERVER_NOT_STARTED);
                    assertThat(problem).hasMessageContaining("unrecognized configuration parameter \"lock_timeuot\"");
                });
    }

    @Test
    void severalMajorsRunSideBySide() throws SQLException {
        try (EmbeddedPostgres oldest = EmbeddedPostgres.builder().version(14).start();
                EmbeddedPostgres usual = EmbeddedPostgres.builder().version(17).start();
                EmbeddedPostgres newest = EmbeddedPostgres.builder().version(18).start()) {
            assertThat(value(oldest, "postgres", "SHOW server_version")).startsWith("14.");
            assertThat(value(usual, "postgres", "SHOW server_version")).startsWith("17.");
            assertThat(value(newest, "postgres", "SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void aVersionThatIsNotPublishedIsRefused() {
        assertThatThrownBy(() -> EmbeddedPostgres.builder().version(9).start())
                .hasMessageContaining("EM102")
                .hasMessageContaining("[14, 15, 16, 17, 18]");
    }

    @Test
    void databasesAreCreatedCopiedAndDroppedUnderAnyName() throws SQLException {
        String hostile = "Schöne \"Daten\" & 100 % / ?x=1 + 'y'";
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            server.createDatabase(hostile);
            run(server, hostile, "CREATE TABLE t AS SELECT 42 AS answer");
            server.createDatabase("copy", hostile);
            server.dropDatabase(hostile);
            server.dropDatabase("never there");

            assertThat(value(server, "copy", "SELECT answer FROM t")).isEqualTo("42");
            assertThat(value(server, "postgres", "SELECT count(*) FROM pg_database"))
                    .isEqualTo("4");
        }
    }

    @Test
    void aDatabaseIsDroppedUnderItsSessions() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            server.createDatabase("busy");
            try (Connection session = Sql.connect(server, "busy")) {
                server.dropDatabase("busy");

                assertThat(session.isValid(5)).isFalse();
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeCreatedIsReported() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            server.createDatabase("twice");

            assertProblem(EmbeddedProblem.SCRATCH_DATABASE_REFUSED, () -> server.createDatabase("twice"));
            assertProblem(EmbeddedProblem.SCRATCH_DATABASE_REFUSED, () -> server.createDatabase("x", "no template"));
            assertProblem(EmbeddedProblem.SCRATCH_DATABASE_REFUSED, () -> server.createDatabase(""));
            assertProblem(EmbeddedProblem.SCRATCH_DATABASE_REFUSED, () -> server.createDatabase("ä".repeat(32)));
        }
    }

    @Test
    void aRestartKeepsPortAndData() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            int port = server.port();
            long pid = server.pid();
            run(server, "postgres", "CREATE TABLE kept AS SELECT 1 AS one");

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(value(server, "postgres", "SELECT one FROM kept")).isEqualTo("1");
        }
    }

    @Test
    void aStoppedServerStaysDownUntilItIsRestarted() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            for (StopMode mode : StopMode.values()) {
                server.stop(mode);
                server.stop(mode);

                assertThat(server.isRunning()).isFalse();
                assertProblem(EmbeddedProblem.SCRATCH_DATABASE_REFUSED, () -> server.createDatabase("x"));
                server.restart();
                assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aCrashLosesWhatWasNotCommittedAndNothingElse() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            run(server, "postgres", "CREATE TABLE t (n int)");
            try (Connection session = Sql.connect(server, "postgres")) {
                session.createStatement().execute("INSERT INTO t VALUES (1)");
                session.setAutoCommit(false);
                session.createStatement().execute("INSERT INTO t VALUES (2)");
                List<Long> processes = Processes.of(server).stream()
                        .filter(pid -> !Processes.isShell(pid))
                        .toList();

                server.crash();

                assertThat(server.isRunning()).isFalse();
                assertThat(session.isValid(5)).isFalse();
                Processes.awaitEnd(processes);
            }
            server.restart();

            assertThat(value(server, "postgres", "SELECT string_agg(n::text, ',') FROM t"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aServerWaitsForTheLastProcessesOfItsKilledPredecessor() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Connection session = Sql.connect(server, "postgres")) {
            ServerPid backend = new ServerPid(backendOf(session));
            ServerPid.signal("STOP", List.of(backend));
            ServerPid.signal("KILL", List.of(new ServerPid(server.pid())));
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                try {
                    awaitInLog(server, "pre-existing shared memory block");
                } finally {
                    ServerPid.signal("KILL", List.of(backend));
                }
            });

            server.restart();

            end.join();
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerLivesOnWhenTheThreadThatStartedItIsGone() throws InterruptedException, SQLException {
        AtomicReference<EmbeddedPostgres> started = new AtomicReference<>();
        Thread starter = new Thread(() -> started.set(EmbeddedPostgres.builder().start()));
        starter.start();
        starter.join();

        Thread.sleep(300);

        try (EmbeddedPostgres server = Objects.requireNonNull(started.get())) {
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aPortOfOnesChoiceIsTakenOrReported() throws IOException, SQLException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertProblem(
                    EmbeddedProblem.PORT_TAKEN,
                    () -> EmbeddedPostgres.builder().port(port).start());
        }

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().port(port).start()) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
        assertThatThrownBy(() -> EmbeddedPostgres.builder().port(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptedStartEndsAtOnceAndLeavesNothing() throws InterruptedException {
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread starter = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                EmbeddedPostgres.builder().start();
            } catch (SegueException problem) {
                end.set(problem);
            }
        });

        starter.start();
        starter.join();

        assertThat(end.get())
                .isInstanceOfSatisfying(
                        SegueException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(EmbeddedProblem.INTERRUPTED));
    }

    @Test
    void theFilesOfAServerAreForNobodyElse() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            ServerFolder folder = server.folder();

            assertThat(Files.getPosixFilePermissions(folder.data())).isEqualTo(ClusterTemplate.PRIVATE_FOLDER);
            assertThat(Files.getPosixFilePermissions(folder.password())).isEqualTo(ClusterTemplate.PRIVATE_FILE);
            assertThat(Files.getPosixFilePermissions(folder.log())).isEqualTo(ClusterTemplate.PRIVATE_FILE);
        }
    }

    private static void awaitInLog(EmbeddedPostgres server, String text) {
        Patience patience = new Patience(Duration.ofMinutes(2));
        while (patience.lasts()) {
            if (isInLog(server, text)) {
                return;
            }
        }
        throw new AssertionError("the server never said: " + text);
    }

    private static boolean isInLog(EmbeddedPostgres server, String text) {
        try {
            return Files.readString(server.log()).contains(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long backendOf(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void assertProblem(ProblemCode code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        SegueException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(code));
    }
}
