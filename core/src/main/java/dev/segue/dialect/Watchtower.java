package dev.segue.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connection of its own that holds the migration lock and watches the other sessions. The lock dies with the
 * connection, so that it is never left behind. Safe for use by several threads.
 */
public interface Watchtower extends AutoCloseable {

    /**
     * Takes the lock if it is free, without waiting in the database: a session that waits there would itself be waited
     * for by a concurrent index build.
     */
    boolean tryLock();

    /** Who holds the lock, in words, while someone else does. */
    Optional<String> lockHolder();

    /** False when the connection is lost, and the lock with it. */
    boolean isAlive();

    /** The sessions that the given one waits for now. */
    List<Blocker> blockersOf(String sessionId);

    /** The sessions that hold locks which would make a statement wait, in transactions older than the given age. */
    List<Blocker> holdersOf(List<LockTarget> targets, Duration olderThan);

    /** Those of the given sessions that are still in the transaction they were seen in. */
    List<Blocker> stillThere(List<Blocker> seen);

    /** How far the statement of the given session is, where the database tells. */
    Optional<StatementProgress> progressOf(String sessionId);

    @Override
    void close();
}
