package dev.segue.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a backfill is to go about its work, as far as its revision says so; what it leaves open is decided by the
 * configuration, and at last by Segue.
 *
 * @param batch how many rows a batch has; empty for as many as can be written in the target time
 * @param target how long a batch should take
 * @param workers how many write at the same time
 * @param throttles when to wait, each as {@code name=value}, such as {@code max-rate=5000}
 * @param roundtrip for columns that take the place of others
 */
public record FillSettings(
        Optional<Long> batch,
        Optional<Duration> target,
        Optional<Integer> workers,
        List<String> throttles,
        Optional<Verify> verify,
        Optional<Triggers> triggers,
        Optional<Roundtrip> roundtrip) {

    public static final FillSettings DEFAULT = new FillSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public FillSettings {
        throttles = List.copyOf(throttles);
        if ((batch.isPresent() && batch.get() < 1) || (workers.isPresent() && workers.get() < 1)) {
            throw new IllegalArgumentException("a backfill has at least one row in a batch, and one worker");
        }
    }

    /** Leaves open whether the way back is looked at. */
    public FillSettings(
            Optional<Long> batch,
            Optional<Duration> target,
            Optional<Integer> workers,
            List<String> throttles,
            Optional<Verify> verify,
            Optional<Triggers> triggers) {
        this(batch, target, workers, throttles, verify, triggers, Optional.empty());
    }

    public FillSettings withBatch(long rows) {
        return new FillSettings(Optional.of(rows), target, workers, throttles, verify, triggers, roundtrip);
    }

    public FillSettings withTarget(Duration time) {
        return new FillSettings(batch, Optional.of(time), workers, throttles, verify, triggers, roundtrip);
    }

    public FillSettings withWorkers(int count) {
        return new FillSettings(batch, target, Optional.of(count), throttles, verify, triggers, roundtrip);
    }

    public FillSettings withThrottles(List<String> all) {
        return new FillSettings(batch, target, workers, all, verify, triggers, roundtrip);
    }

    public FillSettings withVerify(Verify check) {
        return new FillSettings(batch, target, workers, throttles, Optional.of(check), triggers, roundtrip);
    }

    public FillSettings withTriggers(Triggers use) {
        return new FillSettings(batch, target, workers, throttles, verify, Optional.of(use), roundtrip);
    }

    public FillSettings withRoundtrip(Roundtrip look) {
        return new FillSettings(batch, target, workers, throttles, verify, triggers, Optional.of(look));
    }

    /** What is looked at when all rows were written. */
    public enum Verify {
        /** Every row that the condition chooses holds what the expressions yield. */
        VALUE,
        /** No row fulfils the condition any more. */
        GUARD,
        /** Nothing. */
        OFF
    }

    /** What happens with the triggers that the application has put on the table. */
    public enum Triggers {
        /** They are left out where the database lets us, and where they are not needed to keep it consistent. */
        SPARE,
        /** They fire for every row, as for any other statement. */
        FIRE
    }

    /** What happens where a downgrade would compute other values than those that a column held before. */
    public enum Roundtrip {
        /** Nobody looks. */
        OFF,
        /** It is told, and the run goes on. */
        REPORT,
        /** The run ends before anything is built on what was computed. */
        REFUSE
    }
}
