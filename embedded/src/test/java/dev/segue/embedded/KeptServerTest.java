package dev.segue.embedded;

import static dev.segue.embedded.Sql.run;
import static dev.segue.embedded.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptServerTest {

    @TempDir
    Path temp = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void nameAFolder() {
        folder = temp.resolve("a project's folder/.segue/postgresql/17");
    }

    @Test
    void dataAreThereTheNextTime() throws SQLException {
        try (EmbeddedPostgres server = keptServer()) {
            server.createDatabase("shop");
            run(server, "shop", "CREATE TABLE users AS SELECT 'Ada' AS name");
            assertThat(value(server, "shop", "SHOW fsync")).isEqualTo("on");
        }

        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "shop", "SELECT name FROM users")).isEqualTo("Ada");
        }
    }

    @Test
    void theServerStopsWithItsLastUserAndTheFolderStays() {
        EmbeddedPostgres server = keptServer();
        List<Long> processes = Processes.of(server);

        server.close();

        Processes.awaitEnd(processes);
        assertThat(folder.resolve("data")).isDirectory();
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
        assertThat(folder.resolve("users")).doesNotExist();
    }

    @Test
    void dataAreThereAfterTheServerWasKilled() throws SQLException {
        try (EmbeddedPostgres server = keptServer()) {
            run(server, "postgres", "CREATE TABLE users AS SELECT 'Ada' AS name");
            server.crash();
        }
        assertThat(folder.resolve("data/postmaster.pid")).exists();

        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "postgres", "SELECT name FROM users")).isEqualTo("Ada");
        }
    }

    @Test
    void anotherProcessWithTheNumberOfAKilledServerIsNoServer() throws IOException, SQLException {
        try (EmbeddedPostgres server = keptServer()) {
            server.crash();
        }
        Path leavings = folder.resolve("data/postmaster.pid");
        String text = Files.readString(leavings);
        Files.writeString(leavings, ProcessHandle.current().pid() + text.substring(text.indexOf('\n')));

        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whoComesSecondJoinsAndTheServerStopsWhenBothHaveLeft() throws SQLException {
        EmbeddedPostgres first = keptServer();
        EmbeddedPostgres second = keptServer();
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second.port()).isEqualTo(first.port());
        List<Long> processes = Processes.of(second);

        first.close();
        assertThat(value(second, "postgres", "SELECT 1")).isEqualTo("1");
        second.close();

        Processes.awaitEnd(processes);
    }

    @Test
    void manyWhoComeAtOnceShareOneServer() {
        List<EmbeddedPostgres> servers =
                IntStream.range(0, 4).parallel().mapToObj(n -> keptServer()).toList();

        assertThat(servers.stream().map(EmbeddedPostgres::pid).distinct()).hasSize(1);

        List<Long> processes = Processes.of(servers.get(0));
        servers.stream().parallel().forEach(EmbeddedPostgres::close);
        Processes.awaitEnd(processes);
    }

    @Test
    void theServerOfAnotherProgramIsJoinedAndSurvivesThatProgram()
            throws IOException, InterruptedException, SQLException {
        try (ChildProgram program = ChildProgram.Recipe.plain().start(folder.toString())) {
            ChildProgram.Ready started = program.awaitReady();
            EmbeddedPostgres joined = keptServer();
            assertThat(joined.pid()).isEqualTo(started.pid());
            assertThat(joined.port()).isEqualTo(started.port());
            List<Long> processes = Processes.of(joined);

            program.killHard();
            Thread.sleep(200);
            assertThat(value(joined, "postgres", "SELECT 1")).isEqualTo("1");
            joined.close();

            Processes.awaitEnd(processes);
        }
    }

    @Test
    void aProgramThatJoinedDoesNotTakeTheServerWithIt() throws IOException, InterruptedException, SQLException {
        try (EmbeddedPostgres server = keptServer();
                ChildProgram program = ChildProgram.Recipe.plain().start(folder.toString())) {
            assertThat(program.awaitReady().pid()).isEqualTo(server.pid());

            program.say("close");

            assertThat(program.awaitEnd()).contains("closed");
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whoRestartsTheServerRestartsItForAll() throws SQLException {
        try (EmbeddedPostgres first = keptServer()) {
            try (EmbeddedPostgres second = keptServer()) {
                second.restart();

                assertThat(first.pid()).isEqualTo(second.pid());
                assertThat(value(first, "postgres", "SELECT 1")).isEqualTo("1");
            }
            assertThat(value(first, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    /** A server of which we have no number of our own is one that somebody started by hand. */
    @Test
    void aServerThatWasStartedByHandIsJoinedAndLeftRunning() throws IOException {
        EmbeddedPostgres byHand = keptServer();
        Files.delete(folder.resolve("server.pid"));
        byHand.close();
        assertThat(byHand.isRunning()).isTrue();

        EmbeddedPostgres joined = keptServer();
        assertThat(joined.pid()).isEqualTo(byHand.pid());
        joined.close();

        assertThat(joined.isRunning()).isTrue();
        joined.crash();
    }

    @Test
    void dataOfAnotherMajorAreRefused() {
        keptServer().close();

        assertProblem(
                EmbeddedProblem.FOLDER_OF_ANOTHER_VERSION,
                EmbeddedPostgres.builder().version(14).persistentIn(folder),
                "holds data of PostgreSQL 17, not 14");
    }

    @Test
    void aFolderWithSomethingElseInItIsNotTouched() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("holiday.jpg"), "precious");

        assertProblem(
                EmbeddedProblem.FOLDER_UNUSABLE,
                EmbeddedPostgres.builder().persistentIn(folder),
                "holds something else: holiday.jpg");

        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(folder.resolve("holiday.jpg"));
        }
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertProblem(
                EmbeddedProblem.FOLDER_UNUSABLE, EmbeddedPostgres.builder().persistentIn(file), "is not a folder");
    }

    @Test
    void whatADiedProgramLeftHalfMadeIsMadeAnew() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("data.unfinished/base"));

        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void theLogIsThatOfTheLastServer() throws IOException {
        keptServer().close();
        keptServer().close();

        String log = Files.readString(folder.resolve("server.log"));

        assertThat(log.split("starting PostgreSQL", -1)).hasSize(2);
    }

    @Test
    void asRootAFolderBelowAHiddenHomeWorksToo() throws IOException, SQLException {
        assumeTrue(ServerAccount.choose().changesOwner(), "only root runs servers as another account");
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "postgres", "SHOW data_directory")).isEqualTo("/proc/self/cwd");
            server.createDatabase("shop");
            run(server, "shop", "CREATE EXTENSION btree_gist");
            run(server, "shop", "ALTER SYSTEM SET work_mem = '8MB'");
            server.restart();
            assertThat(value(server, "shop", "SHOW work_mem")).isEqualTo("8MB");
        }

        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedPostgres server = keptServer()) {
            assertThat(value(server, "shop", "SHOW data_directory"))
                    .isEqualTo(folder.resolve("data").toString());
        }
    }

    private EmbeddedPostgres keptServer() {
        return EmbeddedPostgres.builder().persistentIn(folder).start();
    }

    private static void assertProblem(EmbeddedProblem code, EmbeddedPostgresBuilder builder, String words) {
        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(
                        SegueException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
