package dev.segue.dialect.sqlite;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.LockTarget;
import dev.segue.dialect.StatementProgress;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.DriverConnections;
import dev.segue.jdbc.FailureReader;
import dev.segue.jdbc.Session;
import dev.segue.jdbc.Session.RoundTrips;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SQLite's own exclusive lock on an empty database beside the real one. A lock inside the real one would keep ourselves
 * out too; this one also dies with its process. It is taken through SQLite, because the operating system's lock alone is
 * lost as soon as anything else in the process opens the file and closes it again. The file itself is left in place:
 * removing it would let two runners lock two different files of one name.
 */
final class SqliteWatchtower implements Watchtower {

    private static final String DRIVER = "org.sqlite.JDBC";

    private final Optional<Session> beside;
    private final Optional<Path> file;
    private boolean isLocked;

    private SqliteWatchtower(Optional<Session> beside, Optional<Path> file) {
        this.beside = beside;
        this.file = file;
    }

    /** A database in memory belongs to one process, and needs no lock. */
    static SqliteWatchtower beside(Optional<Path> database, FailureReader failures) {
        if (database.isEmpty()) {
            return new SqliteWatchtower(Optional.empty(), Optional.empty());
        }
        Path file = database.get().resolveSibling(database.get().getFileName() + ".segue-lock");
        try {
            DriverConnections source = DriverConnections.of(DRIVER, "jdbc:sqlite:" + file, file.toString(), Map.of());
            Session session = Session.open(source, failures, RoundTrips.SINGLE);
            session.execute("PRAGMA busy_timeout = 0");
            return new SqliteWatchtower(Optional.of(session), Optional.of(file));
        } catch (SegueException failure) {
            throw Problem.of(
                            DatabaseProblem.NOT_PERMITTED,
                            "the lock file " + file + " cannot be written",
                            "let this user write in the folder of the database")
                    .toException(failure);
        }
    }

    @Override
    public synchronized boolean tryLock() {
        if (beside.isEmpty() || isLocked) {
            return true;
        }
        try {
            beside.get().execute("BEGIN EXCLUSIVE");
            isLocked = true;
            return true;
        } catch (SegueException failure) {
            if (failure.problem().code() == DatabaseProblem.LOCK_TIMEOUT) {
                return false;
            }
            throw Problem.of(
                            failure.problem().code(),
                            "the lock file " + file.map(Path::toString).orElse("") + " cannot be locked: "
                                    + failure.problem().headline(),
                            "let this user write it, on a file system that has locks")
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
        beside.ifPresent(Session::close);
    }
}
