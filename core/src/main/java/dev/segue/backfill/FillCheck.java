package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowCheck;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;
import dev.segue.step.RowWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Goes through all rows once more when they are filled, and does those again that are not as they should be. What is left
 * after some rounds keeps the step from being done, so that nothing is built on it.
 */
final class FillCheck {

    private static final int ROUNDS = 3;

    /** Of those that are written again, and of those whose range is too large to be looked at within the time-out. */
    private static final long ROWS_AT_ONCE = 5_000;

    /** Of those that Java code computes once more: they are locked meanwhile. */
    private static final long ROWS_COMPUTED_AT_ONCE = 100;

    /** For whoever was in the way. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int KEYS_SHOWN = 5;

    private final Session session;
    private final RowBatches.Openings openings;
    private final FillOrder order;
    private final Relations relations;
    private final FillListener listener;

    FillCheck(
            Session session,
            RowBatches.Openings openings,
            FillOrder order,
            Relations relations,
            FillListener listener) {
        this.session = session;
        this.openings = openings;
        this.order = order;
        this.relations = relations;
        this.listener = listener;
    }

    /**
     * Returns how many rows were written again.
     *
     * @param ranges those that were filled: reading them takes a fraction of the time that filling them has taken
     * @throws SegueException when rows remain
     */
    long run(RowCheck check, List<Range> ranges) {
        long mended = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            Round found = new Round(check, round < ROUNDS);
            found.lookAtAll(ranges);
            mended += found.mended;
            if (found.rows == 0) {
                return mended;
            }
            if (round == ROUNDS) {
                throw remaining(found);
            }
            if (found.gaveWay) {
                pause();
            }
        }
        return mended;
    }

    /**
     * Looks for rows whose old values could not be computed back.
     *
     * @throws SegueException when there are any and that is to be refused; else it is told
     */
    void lookForLosses(String column, RowCheck losses, List<Range> ranges) {
        Round found = new Round(losses, false);
        found.lookAtAll(ranges);
        if (found.rows == 0) {
            return;
        }
        Problem problem = Problem.of(
                        BackfillProblem.LOSES,
                        "in " + found.rows + (found.rows == 1 ? " row of " : " rows of ")
                                + order.fill().table() + " the way back computes another value than the old one of "
                                + column,
                        "take the revision back with `segue downgrade` and correct the expression behind"
                                + " `-- segue:back`; or accept the loss with `--roundtrip report`")
                .saying(found.someKeys());
        if (order.fill().settings().roundtrip().equals(Optional.of(Roundtrip.REFUSE))) {
            throw problem.toException();
        }
        listener.warned(problem);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SegueException remaining(Round found) {
        return Problem.of(
                        BackfillProblem.ROWS_REMAIN,
                        found.rows + " rows of " + order.fill().table() + " are not as the backfill should have left"
                                + " them, after it was repeated " + ROUNDS + " times",
                        "find out who writes them, or why they cannot be written, then run the same command again;"
                                + " where they may stay as they are, say verify=off")
                .saying(found.someKeys())
                .toException();
    }

    /** All rows, looked at once. */
    private final class Round {

        private final RowCheck check;
        private final boolean mends;
        private final List<String> keys = new ArrayList<>();
        private long rows;
        private long mended;
        private boolean gaveWay;

        Round(RowCheck check, boolean mends) {
            this.check = check;
            this.mends = mends;
        }

        List<String> someKeys() {
            return List.of("some of their keys: " + String.join("; ", keys));
        }

        void lookAtAll(List<Range> ranges) {
            ranges.forEach(this::lookWhereItIs);
        }

        private void lookWhereItIs(Range range) {
            Map<String, String> names = relations.names();
            try {
                relations.source(session, range.relation()).ifPresent(source -> look(source, range));
            } catch (SegueException failure) {
                if (!relations.explain(failure, names, session)) {
                    throw failure;
                }
                lookWhereItIs(range);
            }
        }

        private void look(RowSource source, Range range) {
            try {
                lookAt(source, range);
            } catch (SegueException failure) {
                if (failure.problem().code() != DatabaseProblem.STATEMENT_TIMEOUT) {
                    throw failure;
                }
                inParts(source, range, ROWS_AT_ONCE, part -> lookAt(source, part));
            }
        }

        private void lookAt(RowSource source, Range range) {
            listener.beforeBatch();
            RowCheck.Remaining found =
                    inTransaction(source, () -> check.remaining(session, source, range.behind(), range.upTo()));
            rows += found.rows();
            found.keys().stream().limit(KEYS_SHOWN - (long) keys.size()).forEach(keys::add);
            if (found.rows() > 0 && mends) {
                inParts(source, range, rowsMendedAtOnce(), part -> mend(source, part));
            }
        }

        private long rowsMendedAtOnce() {
            return order.fill().work() instanceof RowWork.RowFunction ? ROWS_COMPUTED_AT_ONCE : ROWS_AT_ONCE;
        }

        private void inParts(RowSource source, Range range, long rowsAtOnce, Consumer<Range> use) {
            Optional<String> behind = range.behind();
            while (behind.filter(range.upTo()::equals).isEmpty()) {
                Optional<String> from = behind;
                String upTo = inTransaction(source, () -> source.next(session, from, range.upTo(), rowsAtOnce));
                use.accept(new Range(range.relation(), from, upTo));
                behind = Optional.of(upTo);
            }
        }

        private <T> T inTransaction(RowSource source, Supplier<T> work) {
            session.begin(openings.patient());
            try {
                T result = work.get();
                relations.requireName(session, source);
                session.commitAfter(List.of());
                return result;
            } catch (SegueException failure) {
                session.rollback();
                throw failure;
            }
        }

        /** Rows that others hold are left to the next round. */
        private void mend(RowSource source, Range part) {
            listener.beforeBatch();
            try {
                mended += inTransaction(
                        source, () -> source.write(session, order.fill().work(), part.behind(), part.upTo()));
            } catch (SegueException failure) {
                if (failure.problem().code().kind() != ProblemKind.LOCK) {
                    throw failure;
                }
                gaveWay = true;
            }
        }
    }
}
