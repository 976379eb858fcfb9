package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {

    @Test
    void aProgramThatIsKilledHardLeavesNoServerAndNoFiles() throws IOException, InterruptedException {
        try (ChildProgram program = ChildProgram.Recipe.plain().start()) {
            ChildProgram.Ready server = program.awaitReady();
            List<Long> processes = Processes.awaitFamily(server.pid(), server.folder(), 6);

            program.killHard();

            Processes.awaitEnd(processes);
            assertThat(server.folder()).doesNotExist();
        }
    }

    @Test
    void aProgramThatEndsWithoutClosingLeavesNoServerAndNoFiles() throws IOException, InterruptedException {
        try (ChildProgram program = ChildProgram.Recipe.plain().start()) {
            ChildProgram.Ready server = program.awaitReady();
            List<Long> processes = Processes.of(server.pid(), server.folder());

            program.say("exit");
            program.awaitEnd();

            Processes.awaitEnd(processes);
            assertThat(server.folder()).doesNotExist();
        }
    }

    @Test
    void ctrlCInATerminalReachesTheServerOnlyAfterTheProgramHasCleanedUp() throws IOException, InterruptedException {
        assumeTrue(Programs.find("setsid").isPresent(), "without setsid the server shares the terminal");
        assumeTrue(isInterruptHeard(), "whoever is started in the background of a script never hears of Ctrl-C");
        ChildProgram.Recipe inItsOwnGroup = ChildProgram.Recipe.plain().behind(List.of("setsid"));
        try (ChildProgram program = inItsOwnGroup.start()) {
            ChildProgram.Ready server = program.awaitReady();
            List<Long> processes = Processes.of(server.pid(), server.folder());

            Programs.run(Path.of("/"), List.of("sh", "-c", "kill -s INT -- -$0", String.valueOf(program.pid())));

            assertThat(program.awaitEnd()).contains("farewell served to the end");
            Processes.awaitEnd(processes);
        }
    }

    @Test
    void aStartThatIsInterruptedAtAnyMomentLeavesNothing(@TempDir Path temp) throws IOException, InterruptedException {
        ChildProgram.Recipe inOneTempFolder = ChildProgram.Recipe.plain().with("-Djava.io.tmpdir=" + temp);
        try (ChildProgram program = inOneTempFolder.start("interrupted")) {
            assertThat(program.awaitEnd()).isEmpty();

            Processes.awaitEnd(Processes.of(program.pid(), temp));
            try (Stream<Path> left = Files.list(temp)) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith(ThrowAwayFolders.PREFIX)))
                        .isEmpty();
            }
        }
    }

    @Test
    void aServerWhoseGuardianIsKilledTooIsSweptByTheNextPrograms(@TempDir Path temp)
            throws IOException, InterruptedException {
        ChildProgram.Recipe inOneTempFolder = ChildProgram.Recipe.plain().with("-Djava.io.tmpdir=" + temp);
        try (ChildProgram program = inOneTempFolder.start()) {
            ChildProgram.Ready orphan = program.awaitReady();
            List<Long> processes = Processes.of(orphan.pid(), orphan.folder());
            Processes.kill(Processes.guardianOf(orphan.folder()));
            program.killHard();
            assertThat(Processes.isAlive(orphan.pid())).isTrue();

            useServer(inOneTempFolder);
            Processes.awaitEnd(processes);
            useServer(inOneTempFolder);

            assertThat(orphan.folder()).doesNotExist();
        }
    }

    @Test
    void theSweepLeavesServersInUseAlone(@TempDir Path temp) throws IOException, InterruptedException {
        ChildProgram.Recipe inOneTempFolder = ChildProgram.Recipe.plain().with("-Djava.io.tmpdir=" + temp);
        try (ChildProgram program = inOneTempFolder.start()) {
            ChildProgram.Ready server = program.awaitReady();

            useServer(inOneTempFolder);

            assertThat(Processes.isAlive(server.pid())).isTrue();
            program.say("close");
            assertThat(program.awaitEnd()).contains("closed");
            assertThat(server.folder()).doesNotExist();
        }
    }

    private static boolean isInterruptHeard() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .noneMatch(line -> line.matches("SigIgn:\\s*\\p{XDigit}*[2367abef]"));
    }

    private static void useServer(ChildProgram.Recipe recipe) throws IOException, InterruptedException {
        try (ChildProgram program = recipe.start()) {
            program.awaitReady();
            program.say("close");
            assertThat(program.awaitEnd()).contains("closed");
        }
    }
}
