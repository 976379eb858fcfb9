package dev.segue.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Our use of the server of one folder, which others may use at the same time. The first who needs it starts it, the last
 * who leaves stops it.
 */
final class SharedServer {

    private static final Duration LONGEST_STOP_OF_ANOTHER = Duration.ofMinutes(2);

    private final ServerFolder folder;
    private final ServerProcess process;
    private final Guardian guardian;
    private volatile Optional<FolderLock> lifelong = Optional.empty();
    private volatile int port;

    private SharedServer(ServerFolder folder, ServerProcess process, Guardian guardian) {
        this.folder = folder;
        this.process = process;
        this.guardian = guardian;
    }

    /** Joins the server that serves the folder, or starts one. */
    static SharedServer use(
            ServerFolder folder, Installation installation, Map<String, String> settings, OptionalInt port)
            throws IOException {
        SharedServer server =
                new SharedServer(folder, new ServerProcess(folder, installation, settings), Guardian.watch(folder));
        boolean begun = false;
        try {
            server.begin(installation, port);
            begun = true;
        } finally {
            if (!begun) {
                server.leave();
            }
        }
        return server;
    }

    ServerFolder folder() {
        return folder;
    }

    ServerProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    void stop(StopMode mode) {
        process.signal(mode.signal());
        process.awaitEnd();
    }

    void restart() throws IOException {
        Optional<FolderLock> lock = folder.kept() ? Optional.of(FolderLock.take(folder.lock())) : Optional.empty();
        try {
            stop(StopMode.FAST);
            guardian.mark();
            port = process.startOn(port).port();
        } finally {
            if (lock.isPresent()) {
                lock.get().release();
            }
        }
    }

    /** Never an error: whatever is left, the guardian or the next sweep puts it away. */
    void leave() {
        try {
            boolean guardianIsDone = guardian.leave();
            if (!folder.kept() && guardianIsDone) {
                process.kill();
                new FileTree(folder.base()).delete();
            }
            if (lifelong.isPresent()) {
                lifelong.get().release();
            }
        } catch (IOException sweptLater) {
            return;
        }
    }

    private void begin(Installation installation, OptionalInt wantedPort) throws IOException {
        if (!folder.kept()) {
            folder.forgetUsers();
            guardian.mark();
        }
        FolderLock lock = FolderLock.take(folder.lock());
        try {
            folder.fill(installation);
            Optional<PostmasterFile> joined = join();
            port = joined.isPresent()
                    ? joined.get().port()
                    : startFirst(wantedPort).port();
        } finally {
            keepOrRelease(lock);
        }
    }

    /** Nobody else comes to a throw-away folder; there the lock says that its program lives. */
    private void keepOrRelease(FolderLock lock) throws IOException {
        if (folder.kept()) {
            lock.release();
        } else {
            lifelong = Optional.of(lock);
        }
    }

    private PostmasterFile startFirst(OptionalInt wantedPort) throws IOException {
        folder.forgetUsers();
        Files.deleteIfExists(folder.log());
        guardian.mark();
        return wantedPort.isPresent() ? process.startOn(wantedPort.getAsInt()) : process.startAnywhere();
    }

    /** Empty when there is no server; waits for one that is on its way up or down. */
    private Optional<PostmasterFile> join() throws IOException {
        Patience patience = new Patience(LONGEST_STOP_OF_ANOTHER);
        while (patience.lasts()) {
            Optional<PostmasterFile> server = process.running();
            if (server.isEmpty()) {
                return Optional.empty();
            }
            boolean startedByHand = !Files.exists(folder.serverPid());
            if (!server.get().isStopping() && (guardian.mark() || startedByHand)) {
                Optional<PostmasterFile> ready = process.awaitReady();
                if (ready.isPresent()) {
                    return ready;
                }
            }
        }
        throw EmbeddedProblem.SERVER_NOT_STOPPED.with(
                "the server of \"" + folder.base() + "\" is being stopped, and has not ended for minutes",
                "look into \"" + folder.log() + "\"");
    }
}
