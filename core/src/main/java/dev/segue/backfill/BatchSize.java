package dev.segue.backfill;

import java.time.Duration;

/** How many rows a batch has: as many as can be written in the time that others do not mind. */
record BatchSize(long rows) {

    /** Whoever wants one of the rows waits at most about this long. */
    private static final Duration AIM = Duration.ofMillis(200);

    /** Larger ones are hardly faster, and cost the application: its slowest answers took three times as long at 50,000. */
    private static final long LARGEST = 10_000;

    private static final long FIRST = 1_000;

    static BatchSize first() {
        return new BatchSize(FIRST);
    }

    /** The next one, when this one took so long; it at most doubles or halves. */
    BatchSize after(Duration taken) {
        double factor = (double) AIM.toNanos() / Math.max(1, taken.toNanos());
        return of(Math.round(rows * Math.max(0.5, Math.min(2, factor))));
    }

    /** For another try, when this one had to give way. */
    BatchSize smaller() {
        return of(rows / 4);
    }

    boolean isSmallest() {
        return rows == 1;
    }

    private static BatchSize of(long rows) {
        return new BatchSize(Math.max(1, Math.min(LARGEST, rows)));
    }
}
