package dev.segue.embedded;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server that serves one folder: who it is, how it is started and stopped. Its parent is a shell of its own, so that
 * neither the end of a thread nor Ctrl-C in a terminal reaches it, and so that somebody always buries it.
 */
final class ServerProcess {

    /** Runs the server in the folder that it is started in, and keeps its number in a file as long as it lives. */
    private static final String PARENT = """
            umask 077
            trap '' HUP INT TERM QUIT
            pid=$1; shift
            "$@" </dev/null 3>"$pid" &
            wait $!
            rm -f "$pid"
            """;

    /** The server itself; started this way, because programs that switch the account may stay in between. */
    private static final String SERVER = "echo $$ >&3; exec 3>&-; exec \"$0\" \"$@\"";

    /** How a server can name its folder when its account cannot walk there: as the place where it stands. */
    private static final String HERE = "/proc/self/cwd";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);
    private static final Duration LONGEST_BURIAL = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT_FOR_PORT = Duration.ofSeconds(5);
    private static final int PORTS_TO_TRY = 10;
    private static final int LINES_OF_LOG = 12;

    private final ServerFolder folder;
    private final Installation installation;
    private final Map<String, String> settings;

    ServerProcess(ServerFolder folder, Installation installation, Map<String, String> settings) {
        this.folder = folder;
        this.installation = installation;
        this.settings = settings;
    }

    /** The server that serves the folder now, whoever started it. A killed server's leavings are no server. */
    Optional<PostmasterFile> running() {
        return PostmasterFile.in(folder.data()).filter(file -> isServer(file.pid()));
    }

    /** Waits until the server can be used; empty when it went away instead. */
    Optional<PostmasterFile> awaitReady() {
        Patience patience = new Patience(LONGEST_START);
        while (patience.lasts()) {
            Optional<PostmasterFile> server = running();
            if (server.isEmpty() || server.get().isReady()) {
                return server;
            }
        }
        throw notStarted("it is not ready after " + LONGEST_START.toSeconds() + " seconds");
    }

    /** Starts a server on a port that is free. */
    PostmasterFile startAnywhere() throws IOException {
        for (int attempt = 1; attempt < PORTS_TO_TRY; attempt++) {
            Optional<PostmasterFile> server = start(freePort());
            if (server.isPresent()) {
                return server.get();
            }
        }
        int last = freePort();
        return start(last).orElseThrow(() -> portTaken(last));
    }

    /** Starts a server on this port; waits a little for one that is just being given back. */
    PostmasterFile startOn(int port) throws IOException {
        Patience patience = new Patience(LONGEST_WAIT_FOR_PORT);
        while (patience.lasts()) {
            Optional<PostmasterFile> server = start(port);
            if (server.isPresent()) {
                return server.get();
            }
        }
        throw portTaken(port);
    }

    void signal(String signal) {
        running().ifPresent(server -> send(signal, List.of(server.pid())));
    }

    /** Kills the server with all its processes, so that nothing of it is left when this returns. */
    void kill() {
        running().ifPresent(server -> {
            List<Long> all = new ArrayList<>(List.of(server.pid()));
            ProcessHandle.of(server.pid())
                    .ifPresent(handle ->
                            handle.descendants().map(ProcessHandle::pid).forEach(all::add));
            send("KILL", all);
            all.forEach(this::awaitEndOf);
            awaitBurial();
        });
    }

    void awaitEnd() {
        running().ifPresent(server -> {
            awaitEndOf(server.pid());
            awaitBurial();
        });
    }

    /** Until its parent has put the number away; a parent that was killed never does. */
    private void awaitBurial() {
        Patience patience = new Patience(LONGEST_BURIAL);
        while (Files.exists(folder.serverPid()) && patience.lasts()) {
            // it comes at once
        }
    }

    /** Empty when the port was taken by somebody else, or what was there before is not quite gone. */
    private Optional<PostmasterFile> start(int port) throws IOException {
        discardLeavings();
        create(folder.serverPid(), StandardOpenOption.TRUNCATE_EXISTING);
        create(folder.log(), StandardOpenOption.APPEND);
        long logBefore = Files.size(folder.log());
        Process parent = Programs.in(folder.data(), command(port))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        Patience patience = new Patience(LONGEST_START);
        while (patience.lasts()) {
            Optional<PostmasterFile> server = PostmasterFile.in(folder.data());
            if (server.filter(file -> file.isReady() && isOurs(file)).isPresent()) {
                return server;
            }
            if (!parent.isAlive()) {
                return explain(endOfLog(logBefore));
            }
        }
        throw notStarted("it was not ready after " + LONGEST_START.toSeconds() + " seconds");
    }

    /**
     * A killed server's file stops the next one only while some process has its number. Otherwise it stays, because
     * PostgreSQL also sees from it whether other processes of that server are still at work on the data.
     */
    private void discardLeavings() throws IOException {
        Optional<PostmasterFile> leavings = PostmasterFile.in(folder.data());
        if (leavings.isPresent() && ProcessHandle.of(leavings.get().pid()).isPresent()) {
            Files.deleteIfExists(folder.data().resolve("postmaster.pid"));
        }
    }

    private boolean isOurs(PostmasterFile server) {
        try {
            return Files.readString(folder.serverPid()).strip().equals(String.valueOf(server.pid()));
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

    private Optional<PostmasterFile> explain(List<String> log) {
        String said = String.join("\n", log);
        boolean willPass = said.contains("could not create any TCP/IP sockets")
                || said.contains("pre-existing shared memory block");
        if (willPass) {
            return Optional.empty();
        }
        throw Problem.of(
                        EmbeddedProblem.SERVER_NOT_STARTED,
                        "PostgreSQL " + installation.major() + " in \"" + folder.base() + "\" does not start",
                        "mend what the server says, and start it again")
                .saying(log)
                .toException();
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

    private void awaitEndOf(long pid) {
        Patience patience = new Patience(LONGEST_STOP);
        while (patience.lasts()) {
            if (!isAlive(pid)) {
                return;
            }
        }
        throw EmbeddedProblem.SERVER_NOT_STOPPED.with(
                "PostgreSQL " + installation.major() + " in \"" + folder.base() + "\" (process " + pid
                        + ") does not stop",
                "look into \"" + folder.log() + "\", then stop the process with `kill -QUIT " + pid + "`");
    }

    private static void send(String signal, List<Long> pids) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        pids.forEach(pid -> command.add(String.valueOf(pid)));
        Programs.run(Path.of("/"), command);
    }

    /** Process numbers are given out again: a number counts only when a server is behind it. */
    private static boolean isServer(long pid) {
        return isAlive(pid)
                && ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(true);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isUnburied(pid);
    }

    /** Dead, but nobody has asked for its exit code: in containers without an init process that can last forever. */
    private static boolean isUnburied(long pid) {
        try {
            String state = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
            return state.startsWith(") Z", state.lastIndexOf(')'));
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    private static void create(Path file, StandardOpenOption option) throws IOException {
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE, option);
        Files.setPosixFilePermissions(file, ClusterTemplate.PRIVATE_FILE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private SegueException notStarted(String reason) {
        return EmbeddedProblem.SERVER_NOT_STARTED.with(
                "PostgreSQL " + installation.major() + " in \"" + folder.base() + "\" does not start: " + reason,
                "look into \"" + folder.log() + "\"");
    }

    private static SegueException portTaken(int port) {
        return EmbeddedProblem.PORT_TAKEN.with(
                "port " + port + " on 127.0.0.1 is used by another program",
                "choose another port, or none to get one that is free");
    }
}
