package dev.segue.backfill;

import java.time.Instant;
import java.util.Optional;

/**
 * A backfill as the database tells of it.
 *
 * @param number by which people call it
 * @param revision identifier of the revision that asked for it
 * @param direction {@code upgrade} or {@code downgrade}
 * @param ordinal the place of its step in that direction
 * @param table as written in SQL
 * @param wantsPause somebody has asked for a pause
 * @param hasSignOfLife somebody has worked on it in the last seconds
 * @param pauseWhen what it gives way to instead of what it was begun with, because somebody said so while it went on
 * @param waitsFor why its workers wait
 * @param failure what it ended with
 * @param rows how many there are to go through: an estimate, until they are filled
 * @param seen rows that were gone through, each counted once; in a table without a key those that moved may count twice
 * @param written rows that were changed
 * @param rate rows a second, lately
 * @param workers how many are at work now, wherever they are
 * @param putOff ranges that others held for too long when their turn came, and that are still to be done
 */
public record Job(
        long number,
        String revision,
        String direction,
        int ordinal,
        String table,
        JobState state,
        boolean wantsPause,
        boolean hasSignOfLife,
        Pace pace,
        Optional<String> pauseWhen,
        Optional<String> waitsFor,
        Optional<String> failure,
        long rows,
        long seen,
        long written,
        long rate,
        int workers,
        int putOff,
        Instant startedAt,
        Instant changedAt) {

    /** True when it should be going on and nobody is there to do it. */
    public boolean isInterrupted() {
        return (state == JobState.RUNNING || state == JobState.PAUSED) && !hasSignOfLife;
    }

    /** The same where its revision has gone back, or was given up: nobody will go on with it. */
    Job givenUp() {
        return new Job(
                number,
                revision,
                direction,
                ordinal,
                table,
                JobState.CANCELLED,
                wantsPause,
                hasSignOfLife,
                pace,
                pauseWhen,
                Optional.empty(),
                failure,
                rows,
                seen,
                written,
                rate,
                workers,
                putOff,
                startedAt,
                changedAt);
    }

    /** How people find it: {@code 3 (app.orders)}. */
    String called() {
        return number + " (" + table + ")";
    }
}
