package dev.segue.embedded;

import dev.segue.problem.SegueException;
import java.time.Duration;

/** Waiting for what another process does: looks often at first, and gives up after a while. */
final class Patience {

    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final long end;
    private long pauseMillis;

    Patience(Duration longest) {
        this.end = System.nanoTime() + longest.toNanos();
    }

    /** True until the time is over; every call after the first sleeps a little. */
    boolean lasts() {
        if (pauseMillis > 0) {
            pause();
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis + FIRST_PAUSE_MILLIS);
        return System.nanoTime() - end < 0;
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    static SegueException interrupted() {
        return EmbeddedProblem.INTERRUPTED.with(
                "the thread was interrupted while it waited for an embedded PostgreSQL server",
                "run it again; what was begun is cleared away or continued");
    }
}
