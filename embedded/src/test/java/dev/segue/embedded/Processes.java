package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the processes of this machine, for tests that count who is left. */
final class Processes {

    private static final Duration LONGEST_END = Duration.ofMinutes(2);

    private Processes() {}

    /** The server, everything that it started, and the shells that watch over it. */
    static List<Long> of(EmbeddedPostgres server) {
        return of(server.pid(), server.folder().base());
    }

    static List<Long> of(long server, Path folder) {
        Stream<ProcessHandle> family = ProcessHandle.of(server).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()));
        Stream<ProcessHandle> shells = ProcessHandle.allProcesses()
                .filter(handle -> commandLine(handle.pid()).contains(folder.toString()));
        return Stream.concat(family, shells).map(ProcessHandle::pid).distinct().toList();
    }

    /** The same, once there are at least so many: a server that can be used already still starts some. */
    static List<Long> awaitFamily(long server, Path folder, int size) {
        Patience patience = new Patience(LONGEST_END);
        while (of(server, folder).size() < size && patience.lasts()) {
            // they need a moment
        }
        List<Long> family = of(server, folder);
        assertThat(family).hasSizeGreaterThanOrEqualTo(size);
        return family;
    }

    static long guardianOf(Path folder) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> commandLine(pid).contains("segue-guardian"))
                .filter(pid -> commandLine(pid).contains(folder.toString()))
                .findFirst()
                .orElseThrow();
    }

    static boolean isShell(long pid) {
        return commandLine(pid).contains("segue-");
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    static void awaitEnd(List<Long> pids) {
        Patience patience = new Patience(LONGEST_END);
        while (pids.stream().anyMatch(Processes::isAlive) && patience.lasts()) {
            // they need a moment
        }
        assertThat(pids).as("processes that are still there").noneMatch(Processes::isAlive);
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
