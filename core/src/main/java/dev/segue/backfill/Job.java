package dev.segue.backfill;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param isAwaited its revision is half-way and cannot go on without it
 * @param pauseWhen what it gives way to instead of what it was begun with, because somebody said so while it went on
 * @param waitsFor why its workers wait
 * @param failure what it ended with
 * @param rows how many there are to go through: an estimate, until they are filled, that grows when more were gone through
 * @param seen rows that were gone through, each counted once; in a table without a key about once
 * @param written rows that were changed
 * @param rate rows a second, lately; 0 while nobody is at work
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
        boolean isAwaited,
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

    /** How many rows there are to go through; empty when more than were reckoned with have come, and more may come. */
    public OptionalLong total() {
        return state.isFilled() || seen < rows ? OptionalLong.of(rows) : OptionalLong.empty();
    }

    /** True when it should be going on and nobody is there to do it. */
    public boolean isInterrupted() {
        return (state == JobState.RUNNING || state == JobState.PAUSED) && !hasSignOfLife;
    }

    /** True when it ended before its revision could go on, so that somebody has to see to it. */
    public boolean isUnfinished() {
        return isAwaited && state.isOver() && state != JobState.DONE;
    }

    boolean isOf(FillOrder order) {
        return revision.equals(order.revision()) && direction.equals(order.direction()) && ordinal == order.ordinal();
    }

    /** The same where its revision is half-way. */
    Job awaited() {
        return with(state, true, waitsFor);
    }

    /** The same where its revision has gone back, or was given up: nobody will go on with it. */
    Job givenUp() {
        return with(JobState.CANCELLED, false, Optional.empty());
    }

    private Job with(JobState newState, boolean newIsAwaited, Optional<String> newWaitsFor) {
        return new Job(
                number,
                revision,
                direction,
                ordinal,
                table,
                newState,
                wantsPause,
                hasSignOfLife,
                newIsAwaited,
                pace,
                pauseWhen,
                newWaitsFor,
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
