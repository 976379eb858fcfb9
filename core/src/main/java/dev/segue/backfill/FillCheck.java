package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowCheck;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through all rows once more when they are filled, and does those again that are not as they should be. What is left
 * after some rounds keeps the step from being done, so that nothing is built on it.
 */
final class FillCheck {

    private static final int ROUNDS = 3;

    private static final long ROWS_AT_ONCE = 5_000;

    /** For whoever was in the way. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int KEYS_SHOWN = 5;

    private final Session session;
    private final RowBatches.Openings openings;
    private final FillOrder order;
    private final FillListener listener;

    FillCheck(Session session, RowBatches.Openings openings, FillOrder order, FillListener listener) {
        this.session = session;
        this.openings = openings;
        this.order = order;
        this.listener = listener;
    }

    /**
     * Returns how many rows were written again.
     *
     * @throws SegueException when rows remain
     */
    long run(RowCheck check, List<RowSource> sources, List<Frontier> frontiers) {
        long mended = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            Round found = new Round(check, round < ROUNDS);
            for (Frontier frontier : frontiers) {
                sources.stream()
                        .filter(source -> source.relation().equals(frontier.relation()))
                        .filter(source -> !frontier.end().isEmpty())
                        .forEach(source -> found.look(source, frontier.end()));
            }
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
                .saying(List.of("some of their keys: " + String.join("; ", found.keys)))
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

        void look(RowSource source, String end) {
            Optional<String> after = Optional.empty();
            while (after.filter(end::equals).isEmpty()) {
                listener.beforeBatch();
                after = Optional.of(look(source, after, end));
            }
        }

        private String look(RowSource source, Optional<String> after, String end) {
            session.begin(openings.patient());
            try {
                String upTo = source.next(session, after, end, ROWS_AT_ONCE);
                RowCheck.Remaining found = check.remaining(session, source, after, upTo);
                rows += found.rows();
                found.keys().stream().limit(KEYS_SHOWN - (long) keys.size()).forEach(keys::add);
                session.commitAfter(List.of());
                if (found.rows() > 0 && mends) {
                    mend(source, after, upTo);
                }
                return upTo;
            } catch (SegueException failure) {
                session.rollback();
                throw failure;
            }
        }

        /** Rows that others hold are left to the next round. */
        private void mend(RowSource source, Optional<String> after, String upTo) {
            session.begin(openings.patient());
            try {
                long written = source.write(session, order.fill().work(), after, upTo);
                session.commitAfter(List.of());
                mended += written;
            } catch (SegueException failure) {
                session.rollback();
                if (failure.problem().code().kind() != ProblemKind.LOCK) {
                    throw failure;
                }
                gaveWay = true;
            }
        }
    }
}
