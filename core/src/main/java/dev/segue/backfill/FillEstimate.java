package dev.segue.backfill;

import dev.segue.dialect.TableFootprint;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a backfill of a whole table is about to cost, at most: where rows are left out, or find room on their page, it is less.
 *
 * @param rows that are gone through
 * @param rowsPerSecond what the time is reckoned with
 * @param isMeasured that rate was seen on this database; otherwise it is a guess
 * @param logBytes that are written to the log, and sent to every replica
 * @param bloatBytes by which the table and its indexes grow when nothing is vacuumed meanwhile
 */
public record FillEstimate(long rows, long rowsPerSecond, boolean isMeasured, long logBytes, long bloatBytes) {

    /** Seen with rows of 200 bytes and one index; servers with slow disks or many indexes take several times as long. */
    static final long ASSUMED_RATE = 50_000;

    /** What is over sooner tells more about its beginning and its end. */
    private static final long LARGE = 10_000;

    /** What a record of the log adds to the row or the index entry that it is about. */
    private static final long RECORD_OVERHEAD = 60;

    private static final long INDEX_RECORD = 80;

    public static FillEstimate of(TableFootprint footprint, OptionalLong measuredRate) {
        return new FillEstimate(
                footprint.rows(),
                measuredRate.orElse(ASSUMED_RATE),
                measuredRate.isPresent(),
                logBytes(footprint),
                footprint.bytes() + footprint.indexBytes());
    }

    /** What the last large one of these backfills went at, with all its pauses; empty where there is none. */
    public static OptionalLong rateSeen(List<Job> earlier) {
        return earlier.stream()
                .filter(job -> job.state() == JobState.DONE && job.seen() >= LARGE)
                .reduce((one, later) -> later)
                .stream()
                .mapToLong(FillEstimate::rate)
                .findFirst();
    }

    private static long rate(Job job) {
        long millis = Duration.between(job.startedAt(), job.changedAt()).toMillis();
        return Math.max(1, job.seen() * 1000 / Math.max(1, millis));
    }

    public Duration time() {
        return Duration.ofMillis(rows * 1000 / Math.max(1, rowsPerSecond));
    }

    /** Each page as a whole, when it is changed for the first time after a checkpoint; then each row, and each entry of an index. */
    private static long logBytes(TableFootprint footprint) {
        long pages = footprint.bytes() + footprint.indexBytes();
        long newRows = footprint.bytes() + footprint.rows() * RECORD_OVERHEAD;
        return pages + newRows + footprint.rows() * footprint.indexes() * INDEX_RECORD;
    }
}
