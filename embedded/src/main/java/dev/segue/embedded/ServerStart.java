package dev.segue.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Attempts to start the server of one folder. The server gets a shell as its parent, so that neither the end of a thread
 * nor Ctrl-C in a terminal reaches it, and so that somebody always buries it.
 */
record ServerStart(ServerFolder folder, Installation installation, Map<String, String> settings) {

    static final Duration LONGEST = Duration.ofMinutes(2);

    /** A parent that was killed with its server clears nothing up. */
    private static final Duration LONGEST_CLEARING_UP = Duration.ofMillis(300);

    /** Runs the server in the folder that it is started in, and keeps its number in a file as long as it lives. */
    private static final String PARENT = """
            umask 077
            trap '' HUP INT TERM QUIT
            pid=$1; shift
            exec 4<"$pid"
            "$@" </dev/null 3>"$pid" 4<&- &
            wait $!
            if [ "$pid" -ef /dev/fd/4 ]; then rm -f "$pid"; fi
            """;

    /** The server itself; started this way, because programs that switch the account may stay in between. */
    private static final String SERVER = "echo $$ >&3; exec 3>&-; exec \"$0\" \"$@\"";

    /** How a server can name its folder when its account cannot walk there: as the place where it stands. */
    private static final String HERE = "/proc/self/cwd";

    private static final int LINES_OF_LOG = 12;

    /** What came of an attempt: a server that can be used, or what it said before it gave up. */
    record Outcome(Optional<PostmasterFile> server, List<String> log) {

        boolean foundPortTaken() {
            return said("could not create any TCP/IP sockets");
        }

        /** Processes of a killed server end by themselves, but not at once. */
        boolean foundProcessesOfTheLastServer() {
            return said("pre-existing shared memory block");
        }

        private boolean said(String words) {
            return log.stream().anyMatch(line -> line.contains(words));
        }
    }

    Outcome attempt(int port) throws IOException {
        discardLeavings();
        letTheLastParentClearUp();
        Files.deleteIfExists(folder.serverPid());
        create(folder.serverPid(), StandardOpenOption.CREATE_NEW);
        create(folder.log(), StandardOpenOption.APPEND);
        long logBefore = Files.size(folder.log());
        Process parent = Programs.in(folder.data(), command(port))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        Patience patience = new Patience(LONGEST);
        while (parent.isAlive() && patience.lasts()) {
            Optional<PostmasterFile> server = PostmasterFile.in(folder.data());
            if (server.filter(file -> file.isReady() && isOurs(file)).isPresent()) {
                return new Outcome(server, List.of());
            }
        }
        return new Outcome(Optional.empty(), endOfLog(logBefore));
    }

    /**
     * A killed server's file stops the next one only while some process has its number. Otherwise it stays, because
     * PostgreSQL also sees from it whether other processes of that server are still at work on the data.
     */
    private void discardLeavings() throws IOException {
        Optional<PostmasterFile> leavings = PostmasterFile.in(folder.data());
        if (leavings.isPresent() && leavings.get().pid().isTaken()) {
            Files.deleteIfExists(folder.data().resolve("postmaster.pid"));
        }
    }

    /** The parent of a server that has ended takes its number away, and must not find ours in its place. */
    private void letTheLastParentClearUp() {
        Patience patience = new Patience(LONGEST_CLEARING_UP);
        boolean isThere = true;
        while (isThere && patience.lasts()) {
            isThere = Files.exists(folder.serverPid());
        }
    }

    private boolean isOurs(PostmasterFile server) {
        try {
            return Files.readString(folder.serverPid())
                    .strip()
                    .equals(String.valueOf(server.pid().number()));
        } catch (IOException notYetThere) {
            return false;
        }
    }

    private List<String> command(int port) throws IOException {
        ServerAccount account = installation.account();
        List<String> server = new ArrayList<>(List.of(
                "sh",
                "-c",
                SERVER,
                installation.program("postgres").toString(),
                "-D",
                account.canReach(folder.base()) ? folder.data().toString() : HERE));
        settings(port).forEach((name, value) -> server.addAll(List.of("-c", name + "=" + value)));
        List<String> command = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(
                List.of("sh", "-c", PARENT, "segue-server", folder.serverPid().toString()));
        command.addAll(account.command(server));
        return command;
    }

    /** Data that will be thrown away need not survive a power cut; a killed server loses nothing all the same. */
    private Map<String, String> settings(int port) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!folder.kept()) {
            all.put("fsync", "off");
            all.put("full_page_writes", "off");
        }
        all.putAll(settings);
        all.put("port", String.valueOf(port));
        return all;
    }

    private List<String> endOfLog(long from) throws IOException {
        try (InputStream log = Files.newInputStream(folder.log())) {
            log.skipNBytes(from);
            List<String> lines = new String(log.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
        }
    }

    /** With its permissions from the first moment: the parent of a killed server may still be clearing up beside us. */
    private static void create(Path file, StandardOpenOption option) throws IOException {
        Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, option),
                        PosixFilePermissions.asFileAttribute(ClusterTemplate.PRIVATE_FILE))
                .close();
    }
}
