package dev.segue.execution;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.StatementProgress;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A thread that looks, while a statement runs, whom it waits for and how far it is, and that notices when the migration
 * lock is lost.
 */
final class Lookout implements AutoCloseable {

    private static final long GLANCE_NANOS = 100_000_000;
    private static final int GLANCES_BETWEEN_SIGNS_OF_LIFE = 20;

    private final Watchtower watchtower;
    private final ExecutionListener listener;
    private final Cancellation cancellation;
    private final Set<Colleague> colleagues = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile String watched = "";
    private volatile long watchedSince;
    private volatile boolean closed;
    private volatile boolean lost;
    private volatile List<Blocker> lastBlockers = List.of();
    private Optional<StatementProgress> lastProgress = Optional.empty();

    Lookout(Watchtower watchtower, ExecutionListener listener, Cancellation cancellation) {
        this.watchtower = watchtower;
        this.listener = listener;
        this.cancellation = cancellation;
        this.thread = new Thread(this::watch, "segue-lookout");
        thread.setDaemon(true);
        thread.start();
    }

    /** A session that works for the same run, for as long as it is open. */
    private record Colleague(Session session, String sessionId) {}

    /** Who waits for that session waits for whoever is in its way. */
    void joinedBy(Session session, String sessionId) {
        colleagues.add(new Colleague(session, sessionId));
    }

    /** Begins to watch the statement that the session is about to run. */
    void watch(String sessionId) {
        lastBlockers = List.of();
        watchedSince = System.nanoTime();
        watched = sessionId;
    }

    /** The statement has ended. */
    void rest() {
        watched = "";
    }

    /** Whom the watched statement waited for when it was last looked at. */
    List<Blocker> lastBlockers() {
        return lastBlockers;
    }

    /** @throws SegueException when the connection that holds the migration lock is gone */
    void checkLock() {
        if (lost) {
            throw ExecutionProblem.LOCK_LOST.with(
                    "the connection that holds the migration lock was lost, so another runner could begin",
                    "run the same command again: it goes on where this one stopped");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        int glances = 0;
        while (!closed) {
            LockSupport.parkNanos(GLANCE_NANOS);
            String sessionId = watched;
            try {
                if (!sessionId.isEmpty()) {
                    glanceAtLongStatement(sessionId);
                } else if (++glances % GLANCES_BETWEEN_SIGNS_OF_LIFE == 0 && !watchtower.isAlive()) {
                    lost = !closed;
                    return;
                }
            } catch (SegueException broken) {
                lost = !closed;
                return;
            }
        }
    }

    /** Most statements end before a look at them would be worth its cost. */
    private void glanceAtLongStatement(String sessionId) {
        if (System.nanoTime() - watchedSince >= GLANCE_NANOS) {
            cancellation.insist();
            glance(sessionId);
        }
    }

    private void glance(String sessionId) {
        List<Blocker> blockers = othersInTheWayOf(sessionId);
        if (!sessionId.equals(watched)) {
            return;
        }
        if (!blockers.isEmpty()) {
            boolean isNews = !sessions(blockers).equals(sessions(lastBlockers));
            lastBlockers = blockers;
            if (isNews) {
                listener.on(new ExecutionEvent.Waiting(blockers));
            }
        }
        Optional<StatementProgress> progress = watchtower.progressOf(sessionId);
        if (progress.isPresent() && !progress.equals(lastProgress)) {
            listener.on(new ExecutionEvent.Progressed(progress.get()));
        }
        lastProgress = progress;
    }

    private List<Blocker> othersInTheWayOf(String sessionId) {
        colleagues.removeIf(colleague -> colleague.session().isClosed());
        Set<String> notAskedYet =
                colleagues.stream().map(Colleague::sessionId).collect(Collectors.toCollection(HashSet::new));
        Map<String, Blocker> met = new LinkedHashMap<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(sessionId));
        while (!waiting.isEmpty()) {
            for (Blocker blocker : watchtower.blockersOf(waiting.remove())) {
                met.putIfAbsent(blocker.sessionId(), blocker);
                if (notAskedYet.remove(blocker.sessionId())) {
                    waiting.add(blocker.sessionId());
                }
            }
        }
        met.remove(sessionId);
        colleagues.forEach(colleague -> met.remove(colleague.sessionId()));
        return List.copyOf(met.values());
    }

    private static List<String> sessions(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::sessionId).sorted().toList();
    }
}
