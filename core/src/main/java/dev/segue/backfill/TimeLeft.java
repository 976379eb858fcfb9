package dev.segue.backfill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a backfill will still take, should nothing hold it up.
 *
 * @param rowsPerSecond what it is reckoned with
 * @param basis where that comes from
 */
public record TimeLeft(Duration time, long rowsPerSecond, Basis basis) {

    /** Where a rate was seen. */
    public enum Basis {
        /** It goes at that rate itself, lately. */
        ITSELF,
        /** The last large backfill of this database went at it. */
        EARLIER,
        /** It may not go faster, though others did. */
        LIMIT,
        /** Nowhere. */
        GUESS
    }

    /** Empty where nothing is left to be done, or more rows were gone through than were reckoned with. */
    public static Optional<TimeLeft> of(Job job, List<Job> earlier) {
        boolean isOpen = job.state() == JobState.RUNNING || job.state() == JobState.PAUSED;
        if (!isOpen || job.total().isEmpty()) {
            return Optional.empty();
        }
        if (job.rate() > 0) {
            return Optional.of(at(job, job.rate(), Basis.ITSELF));
        }
        OptionalLong seen = FillEstimate.rateSeen(earlier);
        long rate = seen.orElse(FillEstimate.ASSUMED_RATE);
        long limit = job.pace().maxRate();
        if (limit > 0 && limit < rate) {
            return Optional.of(at(job, limit, Basis.LIMIT));
        }
        return Optional.of(at(job, rate, seen.isPresent() ? Basis.EARLIER : Basis.GUESS));
    }

    private static TimeLeft at(Job job, long rate, Basis basis) {
        return new TimeLeft(Duration.ofSeconds((job.rows() - job.seen()) / rate), rate, basis);
    }
}
