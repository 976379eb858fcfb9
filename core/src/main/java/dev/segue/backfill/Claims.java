package dev.segue.backfill;

import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;

/** Hands the ranges of one backfill out, to one worker at a time wherever they are. */
final class Claims {

    /** As large as keeps its price small, and as small as lets several workers come to the end at the same time. */
    private static final int BATCHES_IN_A_CHUNK = 16;

    private static final long FEWEST_CHUNKS = 8;

    private final FillSite site;
    private final Arrivals arrivals;

    Claims(FillSite site) {
        this.site = site;
        this.arrivals = new Arrivals(site);
    }

    /**
     * The next range to be filled; empty where there is none at the moment. When there will be none any more, the signals
     * say that it is over.
     */
    Optional<Chunk> next(Session session, BatchSize size, String worker) {
        session.begin(site.openings().patient());
        try {
            Optional<JobState> state = site.jobs().lock(session, site.job());
            if (state.isEmpty() || state.get().isOver()) {
                session.rollback();
                tellEnd(session, state.orElse(JobState.DONE));
                return Optional.empty();
            }
            Optional<Chunk> claimed = claim(session, size, worker);
            boolean isFilled = claimed.isEmpty() && isAllDone(session) && !arrivals.admit(session);
            session.commitAfter(isFilled ? List.of(site.jobs().end(site.job(), JobState.FILLED, "")) : List.of());
            if (isFilled) {
                tellEnd(session, JobState.FILLED);
            }
            return claimed;
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    /** With what everyone together has gone through. */
    private void tellEnd(Session session, JobState state) {
        long seen = site.jobs().find(session, site.job()).map(Job::seen).orElse(0L);
        site.signals().over(state, seen);
    }

    private boolean isAllDone(Session session) {
        return !site.chunks().isAnyOpen(session)
                && site.chunks().frontiers(session).stream().allMatch(Frontier::isDone);
    }

    private Optional<Chunk> claim(Session session, BatchSize size, String worker) {
        Optional<Chunk> abandoned = site.chunks().takeOver(session, false, worker);
        if (abandoned.isPresent()) {
            return abandoned;
        }
        for (Frontier frontier : site.chunks().frontiers(session)) {
            Optional<Chunk> fresh = fresh(session, frontier, size, worker);
            if (fresh.isPresent()) {
                return fresh;
            }
        }
        return site.chunks().takeOver(session, true, worker);
    }

    private Optional<Chunk> fresh(Session session, Frontier begun, BatchSize size, String worker) {
        if (begun.isDone() || (begun.isHandedOut() && site.chunks().isAnyOpenIn(session, begun.relation()))) {
            return Optional.empty();
        }
        Optional<RowSource> source = site.relations().source(session, begun.relation());
        Frontier frontier =
                source.isEmpty() ? begun.done() : begun.isHandedOut() ? turned(session, source.get(), begun) : begun;
        if (frontier.isDone() || source.isEmpty()) {
            site.chunks().update(session, frontier);
            return Optional.empty();
        }
        BatchEnds ends = ends(session, frontier, source.get(), size);
        boolean hasAsManyAsWanted = !source.get().isUnsteady() && !ends.last().equals(frontier.end());
        long rows = hasAsManyAsWanted
                ? size.rows() * ends.places().size()
                : source.get().count(session, frontier.place(), ends.last());
        site.relations().requireName(session, source.get());
        site.chunks().update(session, frontier.movedTo(ends.last()));
        return Optional.of(site.chunks().handOut(session, frontier, ends, rows, worker));
    }

    private BatchEnds ends(Session session, Frontier frontier, RowSource source, BatchSize size) {
        long batchesInShare = site.signals().total() / FEWEST_CHUNKS / size.rows();
        int batches = (int) Math.max(1, Math.min(BATCHES_IN_A_CHUNK, batchesInShare));
        return new BatchEnds(size, source.next(session, frontier.place(), frontier.end(), size.rows(), batches));
    }

    /** A relation in whose order rows do not stay is gone through again until that is of no use. */
    private Frontier turned(Session session, RowSource source, Frontier frontier) {
        return source.isUnsteady() && !isFruitless(session, frontier)
                ? frontier.again(source.end(session))
                : frontier.done();
    }

    /** Another pass would find no less than this one did: what is left cannot be filled. */
    private boolean isFruitless(Session session, Frontier frontier) {
        long inThisPass = site.chunks().writtenIn(session, frontier.relation(), frontier.pass());
        return inThisPass == 0
                || (frontier.pass() > 1
                        && inThisPass >= site.chunks().writtenIn(session, frontier.relation(), frontier.pass() - 1));
    }
}
