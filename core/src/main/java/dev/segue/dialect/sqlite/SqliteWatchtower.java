package dev.segue.dialect.sqlite;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.LockTarget;
import dev.segue.dialect.StatementProgress;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock on a file beside the database. A lock inside the database would keep ourselves out too;
 * this one also dies with its process. The file itself is left in place: removing it would let two runners lock two
 * different files of one name.
 */
final class SqliteWatchtower implements Watchtower {

    private final Optional<FileChannel> channel;
    private final Optional<Path> file;
    private @Nullable FileLock lock;

    private SqliteWatchtower(Optional<FileChannel> channel, Optional<Path> file) {
        this.channel = channel;
        this.file = file;
    }

    /** A database in memory belongs to one process, and needs no lock. */
    static SqliteWatchtower beside(Optional<Path> database) {
        if (database.isEmpty()) {
            return new SqliteWatchtower(Optional.empty(), Optional.empty());
        }
        Path file = database.get().resolveSibling(database.get().getFileName() + ".segue-lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new SqliteWatchtower(Optional.of(channel), Optional.of(file));
        } catch (IOException failure) {
            throw Problem.of(
                            DatabaseProblem.NOT_PERMITTED,
                            "the lock file " + file + " cannot be written",
                            "let this user write in the folder of the database")
                    .toException(failure);
        }
    }

    @Override
    public synchronized boolean tryLock() {
        if (channel.isEmpty() || lock != null) {
            return true;
        }
        try {
            lock = channel.get().tryLock();
            return lock != null;
        } catch (OverlappingFileLockException anotherThreadHasIt) {
            return false;
        } catch (IOException failure) {
            throw Problem.of(
                            DatabaseProblem.OTHER,
                            "the lock file " + file.map(Path::toString).orElse("") + " cannot be locked",
                            "put the database on a file system that has locks")
                    .toException(failure);
        }
    }

    @Override
    public Optional<String> lockHolder() {
        return file.map(path -> "a process that has locked " + path);
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public List<Blocker> blockersOf(String sessionId) {
        return List.of();
    }

    @Override
    public List<Blocker> holdersOf(List<LockTarget> targets, Duration olderThan) {
        return List.of();
    }

    @Override
    public List<Blocker> stillThere(List<Blocker> seen) {
        return List.of();
    }

    @Override
    public Optional<StatementProgress> progressOf(String sessionId) {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException goneAnyway) {
            // The lock ends with the process at the latest.
            return;
        }
    }
}
