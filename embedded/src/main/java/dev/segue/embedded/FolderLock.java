package dev.segue.embedded;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One Java program at a time, and in it one thread at a time. The operating system gives the lock back when the program
 * ends in whatever way; the file stays, because a lock on a deleted file protects nothing.
 */
final class FolderLock {

    private static final Duration LONGEST_WORK_OF_ANOTHER = Duration.ofMinutes(3);

    /**
     * What this Java program holds. The operating system knows programs, not threads, and takes a lock away as soon as the
     * program closes the file anywhere: so a file that is already locked here must not even be opened.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits for whoever holds it. */
    static FolderLock take(Path file) throws IOException {
        Patience patience = new Patience(LONGEST_WORK_OF_ANOTHER);
        while (patience.lasts()) {
            Optional<FolderLock> lock = tryTake(file);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw new IOException("another program has held the lock \"" + file + "\" for minutes");
    }

    static Optional<FolderLock> tryTake(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a lock has a folder");
        Path key = folder.toRealPath().resolve(file.getFileName());
        if (!HELD_HERE.add(key)) {
            return Optional.empty();
        }
        Optional<FileChannel> channel = Optional.empty();
        try {
            channel = open(key);
        } finally {
            if (channel.isEmpty()) {
                HELD_HERE.remove(key);
            }
        }
        return channel.map(open -> new FolderLock(key, open));
    }

    private static Optional<FileChannel> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (ClosedByInterruptException interrupted) {
            throw Patience.interrupted();
        } catch (IOException noLocksHere) {
            channel.close();
            throw noLocksHere;
        }
        channel.close();
        return Optional.empty();
    }

    void release() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
