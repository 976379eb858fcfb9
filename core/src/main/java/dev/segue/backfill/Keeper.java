package dev.segue.backfill;

import dev.segue.dialect.LentSession;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks around once a second, on a thread and a session of its own: renews what this process holds, hears what is wished
 * from elsewhere, asks the throttles, and tells the database how it goes. While it cannot look, nothing is written.
 */
final class Keeper implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final FillSite site;
    private final Supplier<LentSession> sessions;
    private final Yielding yielding;
    private final Crew crew;
    private final boolean isTuned;
    private final Speed speed = new Speed();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile Optional<LentSession> session = Optional.empty();
    private long lostSince;

    /** @param isTuned the size of the crew follows what is wished from elsewhere */
    Keeper(FillSite site, Supplier<LentSession> sessions, Yielding yielding, Crew crew, boolean isTuned) {
        this.site = site;
        this.sessions = sessions;
        this.yielding = yielding;
        this.crew = crew;
        this.isTuned = isTuned;
        this.thread = new Thread(this::keep, "segue-backfill-keeper");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        session.ifPresent(open -> open.session().cancel());
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Most backfills are over before a first look would be worth its cost. */
    private void keep() {
        speed.seen(site.signals().progress().done());
        if (!site.signals().mustBeLookedAt()) {
            LockSupport.parkNanos(BEAT.toNanos());
        }
        try {
            while (!isClosed && !site.signals().isOver()) {
                beatOrHold();
                LockSupport.parkNanos(BEAT.toNanos());
            }
        } catch (RuntimeException unexpected) {
            site.signals().fail(unexpected);
        } finally {
            yielding.close();
            session.ifPresent(LentSession::close);
        }
    }

    private void beatOrHold() {
        try {
            if (session.isEmpty()) {
                session = Optional.of(sessions.get());
            }
            beat(session.get().session());
            lostSince = 0;
        } catch (SegueException failure) {
            session.ifPresent(LentSession::close);
            session = Optional.empty();
            hold(failure);
        }
    }

    private void hold(SegueException failure) {
        if (lostSince == 0) {
            lostSince = System.nanoTime();
        }
        site.signals()
                .hold("nobody can look how things stand: " + failure.problem().headline());
        if (System.nanoTime() - lostSince > site.budget().toNanos()) {
            site.signals().fail(failure);
        }
    }

    private void beat(Session own) {
        site.signals().held().forEach(chunk -> site.chunks().renew(own, chunk));
        Optional<Job> found = site.jobs().find(own, site.job());
        if (found.isEmpty() || found.get().state().isOver()) {
            site.signals()
                    .over(
                            found.map(Job::state).orElse(JobState.DONE),
                            found.map(Job::seen).orElse(0L));
            return;
        }
        Job job = found.get();
        speed.seen(job.seen());
        Optional<String> reason =
                job.wantsPause() ? Optional.of(Signals.PAUSED) : yielding.reasonToWait(job.pauseWhen());
        site.jobs().report(own, job.number(), reason, speed.rowsPerSecond());
        site.signals().lookedAround(reason, job, speed.rowsPerSecond());
        if (isTuned) {
            crew.resize(job.pace().workers());
        }
    }
}
