package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.dialect.StatementProgress;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.ProblemCode;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Fills a table batch by batch. Each batch commits its rows together with the cursor, so that whatever kills it, it goes
 * on exactly where it was. It always gives way to the application.
 */
public final class RowFiller {

    private final RowBatches batches;
    private final Session session;
    private final FillListener listener;
    private final GivingWay givingWay;

    /** @param budget for how long a single batch may have to give way, all tries and pauses together */
    public RowFiller(
            RowBatches batches, Session session, FillListener listener, RandomGenerator random, Duration budget) {
        this.batches = batches;
        this.session = session;
        this.listener = listener;
        this.givingWay = new GivingWay(listener, random, budget);
    }

    /**
     * Returns the number of rows written since the step was begun for the first time.
     *
     * @param goesOn an earlier run has begun the same step and did not come to its end
     */
    public long fill(FillOrder order, boolean goesOn) {
        List<RowSource> sources = batches.sourcesOf(session, order.fill());
        refuseWhatCannotBeFilled(order, sources);
        CursorStore store = new CursorStore(batches, order);
        RowBatches.Openings openings = batches.openings(session, order.fill());
        List<Cursor> cursors = begin(sources, store, openings, goesOn);
        Filling filling = new Filling(
                store,
                openings,
                order,
                sources.stream().mapToLong(RowSource::rows).sum());
        for (Cursor cursor : cursors) {
            filling.finish(
                    sources.stream()
                            .filter(source -> source.relation().equals(cursor.relation()))
                            .findFirst(),
                    cursor);
        }
        return filling.written;
    }

    /** What takes the cursors of a step away, to be run when the journal knows that it is done. */
    public static List<BoundStatement> forgetting(RowBatches batches, FillOrder order) {
        return List.of(new CursorStore(batches, order).forget());
    }

    private static void refuseWhatCannotBeFilled(FillOrder order, List<RowSource> sources) {
        if (sources.isEmpty()) {
            throw BackfillProblem.NO_TABLE.with(
                    "there is no table " + order.fill().table() + " to be filled",
                    "bring it back, or give the revision up with `segue downgrade`");
        }
        if (!order.fill().work().tellsWhatIsDone() && sources.stream().anyMatch(RowSource::isUnsteady)) {
            throw BackfillProblem.NOTHING_TO_GO_BY.with(
                    order.fill().table()
                            + " has no key, and the backfill has no WHERE: rows that others change meanwhile"
                            + " could be left out or computed twice",
                    "add a WHERE that holds only for rows that still need it, or give the table a primary key");
        }
    }

    private List<Cursor> begin(
            List<RowSource> sources, CursorStore store, RowBatches.Openings openings, boolean goesOn) {
        session.begin(openings.patient());
        try {
            batches.creation().forEach(session::execute);
            List<Cursor> kept = goesOn ? store.read(session) : List.of();
            List<BoundStatement> writing = new ArrayList<>();
            List<Cursor> cursors = new ArrayList<>();
            if (isStillOfUse(kept, sources)) {
                cursors.addAll(kept);
            } else {
                writing.add(store.forget());
                for (RowSource source : sources) {
                    Cursor cursor = Cursor.atTheBeginningOf(source, source.end(session));
                    cursors.add(cursor);
                    writing.add(store.insert(cursor));
                }
            }
            session.commitAfter(writing);
            return cursors;
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    /** A partition that came later was filled by who wrote it; one whose key is another one by now is begun anew. */
    private static boolean isStillOfUse(List<Cursor> kept, List<RowSource> sources) {
        return !kept.isEmpty()
                && sources.stream()
                        .noneMatch(source -> kept.stream()
                                .anyMatch(cursor -> cursor.relation().equals(source.relation())
                                        && !cursor.order().equals(source.order())));
    }

    /** What the batches of one step have in common. */
    private final class Filling {

        private final CursorStore store;
        private final RowBatches.Openings openings;
        private final FillOrder order;
        private final long total;
        private BatchSize size = BatchSize.first();
        private long seen;
        private long written;

        Filling(CursorStore store, RowBatches.Openings openings, FillOrder order, long total) {
            this.store = store;
            this.openings = openings;
            this.order = order;
            this.total = total;
        }

        /** @param source empty where the relation has gone, with its rows */
        void finish(Optional<RowSource> source, Cursor begun) {
            Cursor cursor = begun;
            while (source.isPresent() && !cursor.isDone()) {
                listener.beforeBatch();
                cursor = cursor.isAtItsEnd() ? turned(source.get(), cursor) : tried(source.get(), cursor);
                long soFar = Math.min(total, seen + cursor.seen());
                listener.progressed(new StatementProgress("filling", soFar, total, "rows", List.of()));
            }
            seen += cursor.seen();
            written += cursor.written();
        }

        /** The same cursor where the batch had to give way. */
        private Cursor tried(RowSource source, Cursor cursor) {
            BatchSize asked = size;
            long started = System.nanoTime();
            try {
                Cursor moved = batch(source, cursor, asked);
                size = asked.after(Duration.ofNanos(System.nanoTime() - started));
                givingWay.forget();
                return moved;
            } catch (SegueException failure) {
                if (!isWorthAnother(failure, asked)) {
                    throw failure;
                }
                size = asked.smaller();
                givingWay.pause(failure.problem());
                return cursor;
            }
        }

        private Cursor batch(RowSource source, Cursor cursor, BatchSize asked) {
            session.begin(asked.isSmallest() ? openings.patient() : openings.hurried());
            try {
                String upTo = source.next(session, cursor.place(), cursor.end(), asked.rows());
                long changed = source.write(session, order.fill().work(), cursor.place(), upTo);
                Cursor moved = cursor.movedTo(upTo, asked.rows(), changed);
                session.commitAfter(List.of(store.update(moved)));
                return moved;
            } catch (SegueException failure) {
                session.rollback();
                throw failure;
            }
        }

        /** Our own hurry ends a batch that is too large just as others do who hold its rows. */
        private static boolean isWorthAnother(SegueException failure, BatchSize asked) {
            ProblemCode code = failure.problem().code();
            return code == DatabaseProblem.LOCK_TIMEOUT
                    || code == DatabaseProblem.DEADLOCK
                    || code == DatabaseProblem.SERIALIZATION_FAILURE
                    || (code == DatabaseProblem.STATEMENT_TIMEOUT && !asked.isSmallest());
        }

        private Cursor turned(RowSource source, Cursor cursor) {
            boolean isOver = !source.isUnsteady() || cursor.isFruitless();
            Cursor turned = isOver ? cursor.done() : cursor.again(source.end(session));
            session.begin(openings.patient());
            try {
                session.commitAfter(List.of(store.update(turned)));
                return turned;
            } catch (SegueException failure) {
                session.rollback();
                throw failure;
            }
        }
    }
}
