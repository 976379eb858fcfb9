package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Temporary folders, in a file system in memory where there is one. On a disk, files that were just deleted make new ones
 * slow: ext4 does not use an inode again for a minute or more, and looks at each of those that it passes over. A
 * contender would pay for the files of the one before it, and for whatever else was deleted on the machine.
 */
public final class Folders {

    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "segue-benchmark";

    private static final int MOST_ATTEMPTS = 50;
    private static final long PAUSE_NANOS = 100_000_000;

    private static final Set<Path> CREATED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Folders::deleteAll, "segue-benchmark-folders"));
    }

    private Folders() {}

    public static Path create() throws IOException {
        Path folder = Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY)
                ? Files.createTempDirectory(IN_MEMORY, PREFIX)
                : Files.createTempDirectory(PREFIX);
        CREATED.add(folder);
        return folder;
    }

    /** What an interrupted program leaves would stay in memory. Its servers are being stopped at the same time. */
    private static void deleteAll() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS && !CREATED.isEmpty(); attempt++) {
            for (Path folder : CREATED) {
                try {
                    delete(folder);
                } catch (IOException | UncheckedIOException inUse) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /** Deletes the folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            // A server that has just ended may still be tidying up.
            Files.deleteIfExists(path);
        }
        CREATED.remove(folder);
    }
}
