package dev.segue.backfill;

import java.time.Duration;
import java.util.Optional;

/** What is to change about the pace of a backfill; what is left out stays as it is. Each means what it does in {@link Pace}. */
public record Tuning(
        Optional<Long> maxBatch,
        Optional<Duration> target,
        Optional<Integer> workers,
        Optional<Long> maxRate,
        Optional<Integer> nicePercent) {

    Pace applyTo(Pace pace) {
        return new Pace(
                maxBatch.orElse(pace.maxBatch()),
                target.orElse(pace.target()),
                workers.orElse(pace.workers()),
                maxRate.orElse(pace.maxRate()),
                nicePercent.orElse(pace.nicePercent()));
    }
}
