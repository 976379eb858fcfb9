package dev.segue.backfill;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.operation.FillSettings;
import java.time.Duration;

/**
 * How fast a backfill may go. It can be changed while it runs.
 *
 * @param maxBatch how many rows a batch has at most
 * @param target how long a batch should take: whoever wants one of its rows waits at most about this long
 * @param workers how many write at the same time in the process that runs the revision
 * @param maxRate rows a second, all workers together; 0 for no limit
 * @param nicePercent how long to rest after a batch, in percent of the time it took
 */
public record Pace(long maxBatch, Duration target, int workers, long maxRate, int nicePercent) {

    /** Larger batches are hardly faster, and cost the application: its slowest answers took three times as long at 50,000. */
    private static final long LARGEST_BATCH = 10_000;

    /** Smaller ones are slower, and over before anyone has noticed them. */
    private static final long SMALLEST_LIMIT = 1_000;

    /** Whoever writes any row of the table meets the batch so seldom that the slowest of a hundred writes do not show it. */
    private static final long SHARE_OF_THE_TABLE = 250;

    private static final Duration TARGET = Duration.ofMillis(200);

    public Pace {
        if (maxBatch < 1 || target.toMillis() < 1 || workers < 1 || maxRate < 0 || nicePercent < 0) {
            throw new IllegalArgumentException("no pace to go at: " + maxBatch + " rows, " + target + ", " + workers
                    + " workers, " + maxRate + " rows/s, " + nicePercent + " %");
        }
    }

    /** @param rows of the table, as far as the database knows */
    static Pace of(FillSettings settings, long rows) {
        Restraint restraint = Restraint.read(settings.throttles());
        return new Pace(
                settings.batch().orElse(largestBatchIn(rows)),
                settings.target().orElse(TARGET),
                settings.workers().orElse(1),
                restraint.maxRate().orElse(0L),
                restraint.nicePercent().orElse(0));
    }

    private static long largestBatchIn(long rows) {
        return Math.max(SMALLEST_LIMIT, Math.min(LARGEST_BATCH, rows / SHARE_OF_THE_TABLE));
    }

    /** A rate is kept in small steps, not in bursts. */
    long largestBatch() {
        return maxRate == 0 ? maxBatch : Math.max(1, Math.min(maxBatch, maxRate / 5));
    }

    /**
     * How long to rest after a batch.
     *
     * @param peers how many workers share the rate, wherever they are
     */
    Duration restAfter(long rows, Duration taken, int peers) {
        Duration nice = taken.multipliedBy(nicePercent).dividedBy(100);
        if (maxRate == 0) {
            return nice;
        }
        Duration due = Duration.ofNanos(rows * 1_000_000_000L / maxRate * Math.max(1, peers));
        Duration rest = due.minus(taken);
        return rest.compareTo(nice) > 0 ? rest : nice;
    }
}
