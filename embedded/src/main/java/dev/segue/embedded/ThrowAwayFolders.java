package dev.segue.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of throw-away servers, and what is left of those whose guardian was killed as well. */
final class ThrowAwayFolders {

    static final String PREFIX = "segue-postgresql-";

    private static final Duration LONGEST_WORK_OF_A_GUARDIAN = Duration.ofMinutes(2);

    private final Installation installation;

    ThrowAwayFolders(Installation installation) {
        this.installation = installation;
    }

    /**
     * Deletes the folders that no program needs any more. A server that still runs in one is asked to stop as soon as it
     * has no sessions; its folder goes the next time. Nothing here is worth an error.
     */
    void sweep() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try (Stream<Path> entries = Files.list(temp)) {
            List<Path> ours = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
            for (Path folder : ours) {
                sweep(folder);
            }
        } catch (IOException unreadable) {
            return;
        }
    }

    private void sweep(Path base) {
        ServerFolder folder = new ServerFolder(base, false);
        try {
            if (!installation.account().isOurs(base) || !isBegun(folder)) {
                return;
            }
            Optional<FolderLock> lock = FolderLock.tryTake(folder.lock());
            if (lock.isPresent()) {
                sweep(folder, lock.get());
            }
        } catch (IOException busy) {
            return;
        }
    }

    private void sweep(ServerFolder folder, FolderLock lock) throws IOException {
        try {
            ServerProcess server = new ServerProcess(folder, installation, Map.of());
            if (server.running().isPresent()) {
                server.signal("TERM");
            } else if (!isJustStarting(folder)) {
                new FileTree(folder.base()).delete();
            }
        } finally {
            lock.release();
        }
    }

    /** The password is the first thing that a program puts there after it has taken the lock. */
    private static boolean isBegun(ServerFolder folder) {
        return Files.exists(folder.password());
    }

    /** Its program ended while the server came up: the guardian waits for it, and must find it. */
    private static boolean isJustStarting(ServerFolder folder) throws IOException {
        return Files.exists(folder.serverPid())
                && Files.getLastModifiedTime(folder.serverPid())
                        .toInstant()
                        .plus(LONGEST_WORK_OF_A_GUARDIAN)
                        .isAfter(Instant.now());
    }
}
