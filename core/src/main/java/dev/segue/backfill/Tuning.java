package dev.segue.backfill;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to change about the pace of a backfill; what is left out stays as it is. Each means what it does in {@link Pace}.
 *
 * @param pauseWhen what it gives way to from now on, instead of everything else that was said about that; empty text for what
 *     it was begun with
 */
public record Tuning(
        Optional<Long> maxBatch,
        Optional<Duration> target,
        Optional<Integer> workers,
        Optional<Long> maxRate,
        Optional<Integer> nicePercent,
        Optional<String> pauseWhen) {

    /** Gives way to the same as before. */
    public Tuning(
            Optional<Long> maxBatch,
            Optional<Duration> target,
            Optional<Integer> workers,
            Optional<Long> maxRate,
            Optional<Integer> nicePercent) {
        this(maxBatch, target, workers, maxRate, nicePercent, Optional.empty());
    }

    /** Leaves everything as it is. */
    public static Tuning none() {
        return new Tuning(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Pace applyTo(Pace pace) {
        return new Pace(
                maxBatch.orElse(pace.maxBatch()),
                target.orElse(pace.target()),
                workers.orElse(pace.workers()),
                maxRate.orElse(pace.maxRate()),
                nicePercent.orElse(pace.nicePercent()));
    }
}
