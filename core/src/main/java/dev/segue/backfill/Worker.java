package dev.segue.backfill;

import dev.segue.dialect.RowSource;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.ProblemCode;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Fills one range after the other, batch by batch, as long as there are some. Each batch commits its rows together with
 * the place that it came to, and always gives way to the application.
 */
final class Worker {

    /** After so long with others in the way, the rows are left for the end. */
    private static final Duration PUT_OFF_AFTER = Duration.ofSeconds(3);

    private static final long FEWEST_ROWS_PUT_OFF = 100;
    private static final Duration IDLE = Duration.ofMillis(100);

    private final FillSite site;
    private final Session session;
    private final String name;
    private final BooleanSupplier isWanted;
    private final Claims claims;
    private final GivingWay givingWay;
    private final Rest rest;
    private BatchSize size;

    /** @param isWanted asked between batches; once it is not, it leaves its range to others and ends */
    Worker(FillSite site, Session session, String name, BooleanSupplier isWanted, RandomGenerator random) {
        this.site = site;
        this.session = session;
        this.name = name;
        this.isWanted = isWanted;
        this.claims = new Claims(site);
        this.rest = new Rest(site);
        this.givingWay = new GivingWay(site.listener(), rest, random, site.budget());
        this.size = BatchSize.first(site.order().fill().work(), site.signals().pace());
    }

    /** Returns when it is over for everybody, or when it is not wanted any more. */
    void work() {
        while (goesOn()) {
            Map<String, String> names = site.relations().names();
            try {
                workOnNext();
            } catch (SegueException failure) {
                if (!site.relations().explain(failure, names, session)) {
                    throw failure;
                }
            }
        }
    }

    private void workOnNext() {
        Optional<Chunk> claimed = claimed();
        if (claimed.isPresent()) {
            fillOrGiveUp(claimed.get());
        } else {
            rest.during(IDLE);
            site.tellProgress();
        }
    }

    private boolean goesOn() {
        rest.whileThereIsReason();
        return !site.signals().isOver() && isWanted.getAsBoolean();
    }

    private Optional<Chunk> claimed() {
        try {
            return claims.next(session, size, name);
        } catch (SegueException failure) {
            if (!isWorthAnother(failure)) {
                throw failure;
            }
            givingWay.pause(failure.problem());
            return Optional.empty();
        }
    }

    /** Where the partition is gone that another one has begun with, so are its rows. */
    private void fillOrGiveUp(Chunk claimed) {
        Optional<RowSource> source = site.relations().source(session, claimed.relation());
        if (source.isPresent()) {
            fill(source.get(), claimed);
        } else {
            site.chunks().giveUp(session, claimed.relation());
        }
    }

    private void fill(RowSource source, Chunk claimed) {
        site.signals().holds(claimed);
        try {
            Optional<Chunk> chunk = Optional.of(claimed);
            while (chunk.isPresent() && !chunk.get().isDone() && goesOn()) {
                chunk = tried(source, chunk.get());
                site.tellProgress();
            }
        } finally {
            site.signals().holdsNoMore(claimed);
        }
    }

    /** The same chunk where the batch had to give way; empty where it is another one's by now. */
    private Optional<Chunk> tried(RowSource source, Chunk chunk) {
        BatchSize asked = size;
        long started = System.nanoTime();
        try {
            Optional<Chunk> moved = batch(source, chunk, asked);
            Duration taken = Duration.ofNanos(System.nanoTime() - started);
            Pace pace = site.signals().pace();
            size = asked.after(taken, pace);
            givingWay.forget();
            if (moved.isPresent()) {
                rest.during(pace.restAfter(asked.rows(), taken, site.signals().peers()));
            }
            return moved;
        } catch (SegueException failure) {
            if (!isWorthAnother(failure) && !isTooSlow(failure, asked)) {
                throw failure;
            }
            size = asked.smaller();
            if (!chunk.isPutOff() && givingWay.hasLasted(PUT_OFF_AFTER)) {
                return putOff(source, chunk, Math.max(FEWEST_ROWS_PUT_OFF, asked.rows()));
            }
            givingWay.pause(failure.problem());
            return Optional.of(chunk);
        }
    }

    private Optional<Chunk> batch(RowSource source, Chunk chunk, BatchSize asked) {
        session.begin(
                asked.isSmallest() ? site.openings().patient() : site.openings().hurried());
        try {
            String upTo = chunk.ends()
                    .next(asked)
                    .orElseGet(() -> source.next(session, chunk.from(), chunk.upTo(), asked.rows()));
            long changed = source.write(session, site.order().fill().work(), chunk.from(), upTo);
            Chunk moved = chunk.movedTo(upTo, asked.rows());
            return counted(
                    moved.isFirstPass() ? moved.seen() - chunk.seen() : changed,
                    () -> committed(source, moved, changed));
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    /** Counted before others can see it: what they tell of it would be counted twice otherwise. */
    private Optional<Chunk> counted(long rows, Supplier<Optional<Chunk>> commit) {
        site.signals().sees(rows);
        Optional<Chunk> moved = Optional.empty();
        try {
            moved = commit.get();
            return moved;
        } finally {
            if (moved.isEmpty()) {
                site.signals().sees(-rows);
            }
        }
    }

    /** The same chunk where even that has to wait, as for a whole table that somebody keeps for himself. */
    private Optional<Chunk> putOff(RowSource source, Chunk chunk, long rows) {
        session.begin(site.openings().patient());
        try {
            site.jobs().lock(session, site.job());
            String upTo = source.next(session, chunk.from(), chunk.upTo(), rows);
            Chunk remainder = site.chunks().putOff(session, chunk, upTo, Math.min(rows, chunk.rowsLeft()));
            Optional<Chunk> moved = committed(source, remainder, 0);
            givingWay.forget();
            return moved;
        } catch (SegueException failure) {
            session.rollback();
            if (!isWorthAnother(failure)) {
                throw failure;
            }
            givingWay.pause(failure.problem());
            return Optional.of(chunk);
        }
    }

    private Optional<Chunk> committed(RowSource source, Chunk moved, long changed) {
        if (!site.chunks().advance(session, moved, changed, source)) {
            session.rollback();
            site.relations().lookAgain(session);
            return Optional.empty();
        }
        session.commitAfter(List.of());
        return Optional.of(moved);
    }

    private static boolean isWorthAnother(SegueException failure) {
        ProblemCode code = failure.problem().code();
        return code == DatabaseProblem.LOCK_TIMEOUT
                || code == DatabaseProblem.DEADLOCK
                || code == DatabaseProblem.SERIALIZATION_FAILURE;
    }

    /** Our own hurry ends a batch that is too large just as others do who hold its rows. */
    private static boolean isTooSlow(SegueException failure, BatchSize asked) {
        return failure.problem().code() == DatabaseProblem.STATEMENT_TIMEOUT && !asked.isSmallest();
    }
}
