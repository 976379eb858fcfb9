package dev.segue.backfill;

/** How a backfill stands. */
public enum JobState {
    /** Somebody works on it, or did when he was killed. */
    RUNNING,
    /** Its workers wait until it is resumed. */
    PAUSED,
    /** All rows are computed; the revision that asked for it has not gone on yet. */
    FILLED,
    /** The revision has gone on. */
    DONE,
    /** It ended with a problem. What it did is kept, and the next run goes on there. */
    FAILED,
    /** It was ended on request, and nothing is written any more. What it did is kept, and the next run goes on there. */
    CANCELLED;

    /** True when all rows are computed. */
    public boolean isFilled() {
        return this == FILLED || this == DONE;
    }

    /** True when nobody is to write any more. */
    boolean isOver() {
        return switch (this) {
            case RUNNING, PAUSED -> false;
            case FILLED, DONE, FAILED, CANCELLED -> true;
        };
    }
}
