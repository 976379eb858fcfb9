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

    private static final Duration TARGET = Duration.ofMillis(200);

    public Pace {
        if (maxBatch < 1 || target.toMillis() < 1 || workers < 1 || maxRate < 0 || nicePercent < 0) {
            throw new IllegalArgumentException("no pace to go at: " + maxBatch + " rows, " + target + ", " + workers
                    + " workers, " + maxRate + " rows/s, " + nicePercent + " %");
        }
    }

    static Pace of(FillSettings settings) {
        Restraint restraint = Restraint.read(settings.throttles());
        return new Pace(
                settings.batch().orElse(LARGEST_BATCH),
                settings.target().orElse(TARGET),
                settings.workers().orElse(1),
                restraint.maxRate().orElse(0L),
                restraint.nicePercent().orElse(0));
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
