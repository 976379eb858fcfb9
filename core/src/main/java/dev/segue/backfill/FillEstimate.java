package dev.segue.backfill;

import dev.segue.dialect.LoadSignals;
import dev.segue.dialect.StatementReckoning;
import dev.segue.dialect.TableFootprint;
import dev.segue.jdbc.Session;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Verb;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a backfill of a whole table is about to cost. An {@code UPDATE} is reckoned for all rows: where some are left out, or find
 * room on their page, it is less.
 *
 * @param verb what becomes of rows
 * @param rows that are gone through
 * @param changes how many of them are changed or taken away, or how many are added
 * @param rowsPerSecond what the time is reckoned with
 * @param isMeasured that rate was seen on this database; otherwise it is a guess
 * @param leastLogBytes that are written to the log, and sent to every replica, when no page has to be written as a whole and as
 *     many new versions of rows as can find room beside the old ones
 * @param logBytes the same, when each page is written as a whole once, and fewer find room
 * @param leastGrowthBytes by which the table that is written and its indexes grow at least
 * @param bloatBytes the same at most, when nothing is vacuumed meanwhile
 */
public record FillEstimate(
        Verb verb,
        long rows,
        long changes,
        long rowsPerSecond,
        boolean isMeasured,
        long leastLogBytes,
        long logBytes,
        long leastGrowthBytes,
        long bloatBytes) {

    /** Seen with rows of 200 bytes and one index; servers with slow disks or many indexes take several times as long. */
    static final long ASSUMED_RATE = 50_000;

    /** What is over sooner tells more about its beginning and its end. */
    private static final long LARGE = 10_000;

    /** Empty where there are no rows yet. */
    public static Optional<FillEstimate> of(
            Session session, LoadSignals signals, StepAction.FillRows fill, OptionalLong measuredRate) {
        TableFootprint footprint = signals.footprintOf(session, fill.table());
        if (footprint.rows() == 0) {
            return Optional.empty();
        }
        if (!(fill.work() instanceof RowWork.UserStatement user)
                || user.statement().verb() == Verb.UPDATE) {
            return Optional.of(of(footprint, fill.work(), measuredRate));
        }
        DrivenStatement statement = user.statement();
        StatementReckoning reckoned =
                signals.reckon(session, statement.statement()).orElseGet(() -> all(footprint));
        return Optional.of(
                statement.verb() == Verb.DELETE
                        ? ofDeletion(footprint, Math.min(reckoned.rows(), footprint.rows()), measuredRate)
                        : ofInsertion(
                                footprint.rows(),
                                new InsertionCost(signals.footprintOf(session, statement.target()), reckoned),
                                measuredRate));
    }

    static FillEstimate of(TableFootprint footprint, RowWork work, OptionalLong measuredRate) {
        FillLog log = new FillLog(footprint, work.writtenColumns());
        return new FillEstimate(
                Verb.UPDATE,
                footprint.rows(),
                footprint.rows(),
                measuredRate.orElse(ASSUMED_RATE),
                measuredRate.isPresent(),
                log.least(),
                log.most(),
                0,
                footprint.bytes() + footprint.indexBytes());
    }

    static FillEstimate ofDeletion(TableFootprint footprint, long changes, OptionalLong measuredRate) {
        DeletionCost cost = new DeletionCost(footprint, changes);
        return new FillEstimate(
                Verb.DELETE,
                footprint.rows(),
                changes,
                measuredRate.orElse(ASSUMED_RATE),
                measuredRate.isPresent(),
                cost.leastLog(),
                cost.mostLog(),
                0,
                0);
    }

    static FillEstimate ofInsertion(long rows, InsertionCost cost, OptionalLong measuredRate) {
        return new FillEstimate(
                Verb.INSERT,
                rows,
                cost.added().rows(),
                measuredRate.orElse(ASSUMED_RATE),
                measuredRate.isPresent(),
                cost.leastLog(),
                cost.mostLog(),
                cost.leastGrowth(),
                cost.mostGrowth());
    }

    /** Where the server cannot say, because what the statement speaks of is not there yet. */
    private static StatementReckoning all(TableFootprint footprint) {
        return new StatementReckoning(footprint.rows(), footprint.bytes() / footprint.rows());
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
}
