package dev.segue.embedded;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server that serves one folder: whether there is one, how it comes and how it goes. */
final class ServerProcess {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);
    private static final Duration LONGEST_BURIAL = Duration.ofSeconds(2);
    private static final Duration LONGEST_END_OF_THE_LAST_SERVER = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT_FOR_PORT = Duration.ofSeconds(2);
    private static final int PORTS_TO_TRY = 10;

    private final ServerFolder folder;
    private final Installation installation;
    private final ServerStart start;

    ServerProcess(ServerFolder folder, Installation installation, Map<String, String> settings) {
        this.folder = folder;
        this.installation = installation;
        this.start = new ServerStart(folder, installation, settings);
    }

    /** The server that serves the folder now, whoever started it. A killed server's leavings are no server. */
    Optional<PostmasterFile> running() {
        return PostmasterFile.in(folder.data()).filter(file -> file.pid().isServer());
    }

    /** Waits until the server can be used; empty when it went away instead. */
    Optional<PostmasterFile> awaitReady() {
        Patience patience = new Patience(ServerStart.LONGEST);
        while (patience.lasts()) {
            Optional<PostmasterFile> server = running();
            if (server.isEmpty() || server.get().isReady()) {
                return server;
            }
        }
        throw notStarted(List.of());
    }

    /** Starts a server on a port that is free; between the look and the start somebody else may take it. */
    PostmasterFile startAnywhere() throws IOException {
        ServerStart.Outcome outcome = attempt(freePort());
        for (int attempt = 1; attempt < PORTS_TO_TRY && outcome.foundPortTaken(); attempt++) {
            outcome = attempt(freePort());
        }
        List<String> log = outcome.log();
        return outcome.server().orElseThrow(() -> notStarted(log));
    }

    /** Starts a server on this port; waits a little for one that is just being given back. */
    PostmasterFile startOn(int port) throws IOException {
        ServerStart.Outcome outcome = attempt(port);
        Patience patience = new Patience(LONGEST_WAIT_FOR_PORT);
        while (outcome.foundPortTaken() && patience.lasts()) {
            outcome = attempt(port);
        }
        if (outcome.foundPortTaken()) {
            throw EmbeddedProblem.PORT_TAKEN.with(
                    "port " + port + " on 127.0.0.1 is used by another program",
                    "choose another port, or none to get one that is free");
        }
        List<String> log = outcome.log();
        return outcome.server().orElseThrow(() -> notStarted(log));
    }

    void signal(String signal) {
        running().ifPresent(server -> ServerPid.signal(signal, List.of(server.pid())));
    }

    /** Kills the server with all its processes, so that nothing of it is left when this returns. */
    void kill() {
        running().ifPresent(server -> {
            List<ServerPid> all = server.pid().family();
            ServerPid.signal("KILL", all);
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

    private ServerStart.Outcome attempt(int port) throws IOException {
        ServerStart.Outcome outcome = start.attempt(port);
        Patience patience = new Patience(LONGEST_END_OF_THE_LAST_SERVER);
        while (outcome.foundProcessesOfTheLastServer() && patience.lasts()) {
            outcome = start.attempt(port);
        }
        return outcome;
    }

    private void awaitEndOf(ServerPid process) {
        Patience patience = new Patience(LONGEST_STOP);
        while (patience.lasts()) {
            if (!process.isAlive()) {
                return;
            }
        }
        throw EmbeddedProblem.SERVER_NOT_STOPPED.with(
                "PostgreSQL " + installation.major() + " in \"" + folder.base() + "\" (process " + process.number()
                        + ") does not stop",
                "look into \"" + folder.log() + "\", then stop it with `kill -QUIT " + process.number() + "`");
    }

    /** Until its parent has put the number away; a parent that was killed never does. */
    private void awaitBurial() {
        Patience patience = new Patience(LONGEST_BURIAL);
        while (Files.exists(folder.serverPid()) && patience.lasts()) {
            // it comes at once
        }
    }

    private SegueException notStarted(List<String> log) {
        return Problem.of(
                        EmbeddedProblem.SERVER_NOT_STARTED,
                        "PostgreSQL " + installation.major() + " in \"" + folder.base() + "\" does not start",
                        "mend what the server says, and start it again")
                .saying(log)
                .toException();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
