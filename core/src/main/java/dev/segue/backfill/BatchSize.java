package dev.segue.backfill;

import dev.segue.step.RowWork;
import java.time.Duration;

/** How many rows a batch has: as many as can be written in the time that others do not mind. */
record BatchSize(long rows) {

    private static final long FIRST = 1_000;

    /** Nobody knows how long Java code takes for a row, and its rows are locked meanwhile. */
    private static final long FIRST_COMPUTED = 10;

    static BatchSize first(RowWork work, Pace pace) {
        return of(work instanceof RowWork.RowFunction ? FIRST_COMPUTED : FIRST, pace);
    }

    /** The next one, when this one took so long. What is too slow shrinks at once to what fits; what fits grows slowly. */
    BatchSize after(Duration taken, Pace pace) {
        double factor = (double) pace.target().toNanos() / Math.max(1, taken.toNanos());
        return of(Math.round(rows * Math.max(0.1, Math.min(1.5, factor))), pace);
    }

    /** For another try, when this one had to give way. */
    BatchSize smaller() {
        return new BatchSize(Math.max(1, rows / 4));
    }

    boolean isSmallest() {
        return rows == 1;
    }

    private static BatchSize of(long rows, Pace pace) {
        return new BatchSize(Math.max(1, Math.min(pace.largestBatch(), rows)));
    }
}
