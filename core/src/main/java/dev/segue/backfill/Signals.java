package dev.segue.backfill;

import dev.segue.dialect.StatementProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the keeper and the workers of one process tell each other. Safe for use by all of them. */
final class Signals {

    static final String PAUSED = "it is paused; `segue backfill resume` lets it go on";

    /** A keeper that is silent for longer may be stuck, and what it looks at may have changed. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private volatile long total;
    private volatile boolean mustBeLookedAt;
    private final Set<Chunk> held = ConcurrentHashMap.newKeySet();
    private volatile Pace pace;
    private volatile Optional<String> reason;
    private volatile long lookedAt = System.nanoTime();
    private volatile Optional<JobState> end = Optional.empty();
    private volatile boolean isStopped;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private volatile int peers;
    private volatile long rate;
    private long seen;

    /** @param givesWay nothing is written before the keeper has looked around, and when it looks no more */
    Signals(Job job, boolean givesWay) {
        this.total = job.rows();
        this.seen = job.seen();
        this.pace = job.pace();
        this.peers = Math.max(job.pace().workers(), job.workers());
        this.mustBeLookedAt = givesWay || job.pauseWhen().isPresent();
        this.reason = atFirst(job, mustBeLookedAt);
    }

    /** A pause that was asked for before this process came holds from the first batch on. */
    private static Optional<String> atFirst(Job job, boolean mustBeLookedAt) {
        if (job.wantsPause()) {
            return Optional.of(PAUSED);
        }
        return mustBeLookedAt ? Optional.of("it is being looked how busy the database is") : Optional.empty();
    }

    /** How many rows there are, as an estimate. */
    long total() {
        return total;
    }

    Pace pace() {
        return pace;
    }

    int peers() {
        return peers;
    }

    /** Why nothing may be written now. */
    Optional<String> reasonToWait() {
        Duration silence = Duration.ofNanos(System.nanoTime() - lookedAt);
        return reason.isEmpty() && mustBeLookedAt && silence.compareTo(LONGEST_SILENCE) > 0
                ? Optional.of("for " + silence.toSeconds() + " s nobody could look how busy the database is")
                : reason;
    }

    boolean mustBeLookedAt() {
        return mustBeLookedAt;
    }

    void lookedAround(Optional<String> newReason, Job job, long newRate) {
        reason = newReason;
        pace = job.pace();
        total = job.rows();
        mustBeLookedAt = mustBeLookedAt || job.pauseWhen().isPresent();
        peers = Math.max(1, job.workers());
        rate = newRate;
        lookedAt = System.nanoTime();
        counted(job.seen());
    }

    void hold(String newReason) {
        reason = Optional.of(newReason);
    }

    /**
     * Nobody writes any more, wherever he is.
     *
     * @param everywhere the rows that were gone through
     */
    void over(JobState state, long everywhere) {
        counted(everywhere);
        end = Optional.of(state);
    }

    /** How it ended for everybody; empty while others may go on. */
    Optional<JobState> end() {
        return end;
    }

    /** Nobody writes any more in this process. */
    void stopHere() {
        isStopped = true;
    }

    void fail(RuntimeException newFailure) {
        if (failure.isEmpty()) {
            failure = Optional.of(newFailure);
        }
        stopHere();
    }

    Optional<RuntimeException> failure() {
        return failure;
    }

    boolean isOver() {
        return isStopped || end.isPresent();
    }

    void holds(Chunk chunk) {
        held.add(chunk);
    }

    void holdsNoMore(Chunk chunk) {
        held.remove(chunk);
    }

    /** The chunks that workers of this process hold. */
    List<Chunk> held() {
        return List.copyOf(held);
    }

    synchronized void sees(long more) {
        seen += more;
    }

    /** Others count too; what is told never goes back. */
    private synchronized void counted(long everywhere) {
        seen = Math.max(seen, everywhere);
    }

    synchronized StatementProgress progress() {
        Optional<String> wait = reasonToWait();
        String phase = wait.map(why -> "waiting: " + why).orElse("filling");
        return new StatementProgress(phase, seen, knownTotal(), "rows", List.of(), wait.isPresent() ? 0 : rate);
    }

    /** When more rows have come than were reckoned with, nobody knows how many will. */
    private long knownTotal() {
        boolean isFilled = end.filter(state -> state == JobState.FILLED).isPresent();
        return isFilled ? seen : seen < total ? total : 0;
    }
}
