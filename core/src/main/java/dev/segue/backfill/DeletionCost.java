package dev.segue.backfill;

import dev.segue.dialect.TableFootprint;

/**
 * What taking rows away writes to the log. Their indexes are left alone until somebody vacuums, and nothing grows.
 *
 * @param rows that are taken away
 */
record DeletionCost(TableFootprint footprint, long rows) {

    /** What the log says of one. */
    private static final long RECORD = 56;

    /** What it says besides where it is followed logically: the key. */
    private static final long LEAST_KEY = 24;

    private static final long MOST_KEY = 40;

    private static final long PAGE = 8192;

    long leastLog() {
        return rows * (RECORD + (footprint.logsRows() ? LEAST_KEY : 0));
    }

    /** With each page that has one of them, should they lie anywhere. */
    long mostLog() {
        return rows * (RECORD + (footprint.logsRows() ? MOST_KEY : 0))
                + (footprint.logsPages() ? Math.round(footprint.bytes() * shareOfPages()) : 0);
    }

    private double shareOfPages() {
        double pages = Math.max(1, (double) footprint.bytes() / PAGE);
        double share = Math.min(1, (double) rows / Math.max(1, footprint.rows()));
        return 1 - Math.pow(1 - share, footprint.rows() / pages);
    }
}
