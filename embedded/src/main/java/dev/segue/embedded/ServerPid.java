package dev.segue.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The number of a process of a server. */
record ServerPid(long number) {

    boolean isAlive() {
        return isTaken() && !isUnburied();
    }

    /** Whether the operating system still knows the number, were it for a process that is dead. */
    boolean isTaken() {
        return ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Numbers are given out again: one counts only when a server is behind it. */
    boolean isServer() {
        return isAlive()
                && ProcessHandle.of(number)
                        .flatMap(handle -> handle.info().command())
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(true);
    }

    /** This process first, then those that it started. */
    List<ServerPid> family() {
        Stream<Long> descendants = ProcessHandle.of(number).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(number), descendants).map(ServerPid::new).toList();
    }

    /** Sends a signal to all at once; those that are gone do not mind. */
    static void signal(String signal, List<ServerPid> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        processes.forEach(process -> command.add(String.valueOf(process.number)));
        Programs.run(Path.of("/"), command);
    }

    /** Dead, but nobody has asked for its exit code: in containers without an init process that can last forever. */
    private boolean isUnburied() {
        try {
            Path file = Path.of("/proc", String.valueOf(number), "stat");
            String state = Files.readString(file, StandardCharsets.ISO_8859_1);
            return state.startsWith(") Z", state.lastIndexOf(')'));
        } catch (IOException noSuchFile) {
            return false;
        }
    }
}
