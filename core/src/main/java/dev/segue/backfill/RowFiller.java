package dev.segue.backfill;

import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills a table batch by batch. Each batch commits its rows together with the place that it came to, so that whatever
 * kills it, it goes on exactly where it was. It always gives way to the application, and others can help from elsewhere.
 */
public final class RowFiller {

    private final RowBatches batches;
    private final Session session;
    private final FillHelp help;
    private final FillListener listener;

    public RowFiller(RowBatches batches, Session session, FillHelp help, FillListener listener) {
        this.batches = batches;
        this.session = session;
        this.help = help;
        this.listener = new OneAtATime(listener);
    }

    /**
     * Returns the number of rows written since the step was begun for the first time, when all are filled, by whomever.
     *
     * @param goesOn an earlier run has begun the same step and did not come to its end
     */
    public long fill(FillOrder order, boolean goesOn, List<Throttle> throttles) {
        List<RowSource> sources = sourcesOf(order);
        try {
            return fill(order, sources, goesOn, throttles);
        } catch (SegueException failure) {
            boolean isOneGone = failure.problem().code() == DatabaseProblem.UNKNOWN_OBJECT
                    && !relations(sourcesOf(order)).containsAll(relations(sources));
            if (!isOneGone) {
                throw failure;
            }
            // A partition was dropped or detached; what is left is gone on with.
            return fill(order, true, throttles);
        }
    }

    private long fill(FillOrder order, List<RowSource> sources, boolean goesOn, List<Throttle> throttles) {
        RowBatches.Openings openings = batches.openings(session, order.fill());
        String settings = batches.settingsOf(session);
        Job job = begin(order, sources, openings, settings, goesOn);
        long written = work(order, job, sources, openings, settings, throttles, OptionalInt.empty());
        ChunkStore chunks = new ChunkStore(batches, job.number());
        FillCheck check = new FillCheck(session, openings, order, listener);
        batches.losses(order.fill())
                .forEach((column, losses) -> check.lookForLosses(column, losses, sources, chunks.filled(session)));
        return batches.check(order.fill())
                .map(remaining -> written + check.run(remaining, sources, chunks.filled(session)))
                .orElse(written);
    }

    /**
     * Helps with a backfill that was begun elsewhere. Returns when all rows are filled, by whomever.
     *
     * @param workers how many of here
     */
    public long join(FillOrder order, Job job, List<Throttle> throttles, int workers) {
        List<RowSource> sources = sourcesOf(order);
        String settings = new JobStore(batches).sessionSettings(session, job.number());
        batches.set(session, settings);
        RowBatches.Openings openings = batches.openings(session, order.fill());
        return work(order, job, sources, openings, settings, throttles, OptionalInt.of(workers));
    }

    /** What is to be written together with the news that the step is done, by whoever may write to the journal. */
    public static List<BoundStatement> forgetting(RowBatches batches, FillOrder order) {
        JobStore jobs = new JobStore(batches);
        return Stream.concat(jobs.complete(order).stream(), jobs.sweep(order).stream())
                .toList();
    }

    /** Nothing is kept of one that may have been begun, and that nobody wants any more. */
    public static void giveUp(RowBatches batches, Session session, FillOrder order) {
        JobStore jobs = new JobStore(batches);
        if (jobs.list(session).isEmpty()) {
            return;
        }
        session.begin(batches.openings(session, order.fill()).patient());
        try {
            session.commitAfter(jobs.forget(order));
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    private static Set<String> relations(List<RowSource> sources) {
        return sources.stream().map(RowSource::relation).collect(Collectors.toSet());
    }

    private List<RowSource> sourcesOf(FillOrder order) {
        List<RowSource> sources = batches.sourcesOf(session, order.fill());
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
        return sources;
    }

    private Job begin(
            FillOrder order, List<RowSource> sources, RowBatches.Openings openings, String settings, boolean goesOn) {
        JobStore jobs = new JobStore(batches);
        session.begin(openings.patient());
        try {
            batches.creation().forEach(session::execute);
            Optional<Job> kept = goesOn ? jobs.find(session, order) : Optional.empty();
            if (kept.isPresent() && isStillOfUse(kept.get(), sources)) {
                update(jobs.goOn(kept.get().number(), settings));
                jobs.tune(session, kept.get(), help.orders());
            } else {
                beginAnew(order, sources, jobs, settings);
            }
            Job job = jobs.find(session, order).orElseThrow();
            session.commitAfter(List.of());
            return job;
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    private void beginAnew(FillOrder order, List<RowSource> sources, JobStore jobs, String settings) {
        jobs.forget(order).forEach(this::update);
        long rows = sources.stream().mapToLong(RowSource::rows).sum();
        update(jobs.insert(order, Pace.of(order.fill().settings(), rows), settings, rows));
        long number = jobs.find(session, order).orElseThrow().number();
        ChunkStore chunks = new ChunkStore(batches, number);
        for (RowSource source : sources) {
            chunks.insert(session, Frontier.atTheBeginning(source.relation(), source.order(), 1, source.end(session)));
        }
    }

    /** A partition that came later was filled by who wrote it; one whose key is another one by now is begun anew. */
    private boolean isStillOfUse(Job job, List<RowSource> sources) {
        ChunkStore chunks = new ChunkStore(batches, job.number());
        List<Frontier> frontiers = chunks.frontiers(session);
        for (Frontier frontier : frontiers) {
            Optional<RowSource> source = sources.stream()
                    .filter(candidate -> candidate.relation().equals(frontier.relation()))
                    .findFirst();
            if (source.isPresent() && !source.get().order().equals(frontier.order())) {
                return false;
            }
            if (source.isEmpty()) {
                chunks.giveUp(session, frontier.relation());
            }
        }
        return !frontiers.isEmpty();
    }

    private long work(
            FillOrder order,
            Job job,
            List<RowSource> sources,
            RowBatches.Openings openings,
            String settings,
            List<Throttle> throttles,
            OptionalInt workers) {
        Signals signals = new Signals(job, !throttles.isEmpty());
        FillSite site = new FillSite(
                order,
                batches,
                openings,
                sources,
                new JobStore(batches),
                new ChunkStore(batches, job.number()),
                job.number(),
                signals,
                listener,
                help.budget(),
                help.actor());
        Supplier<LentSession> sessions = alike(settings);
        try (Crew crew = new Crew(site, sessions, help.random());
                Keeper keeper = new Keeper(
                        site, sessions, new Yielding(throttles, help.conditions()), crew, workers.isEmpty())) {
            keeper.start();
            crew.resize(workers.orElse(job.pace().workers()));
            new Worker(site, session, help.actor(), () -> true, help.random()).work();
        } catch (SegueException failure) {
            tellOthers(site, failure);
            throw failure;
        }
        return outcome(site, job);
    }

    /** Settings of the session that a revision has made before can decide what an expression yields. */
    private Supplier<LentSession> alike(String settings) {
        return () -> {
            LentSession other = help.sessions().get();
            try {
                batches.set(other.session(), settings);
                return other;
            } catch (SegueException failure) {
                other.close();
                throw failure;
            }
        };
    }

    private long outcome(FillSite site, Job job) {
        if (site.signals().failure().isPresent()) {
            RuntimeException failure = site.signals().failure().get();
            if (failure instanceof SegueException told) {
                tellOthers(site, told);
            }
            throw failure;
        }
        JobState end = site.signals().end().orElse(JobState.RUNNING);
        Optional<Job> now = site.jobs().find(session, site.job());
        return switch (end) {
            case FILLED, DONE -> {
                site.tellProgress();
                yield now.map(Job::written).orElse(0L);
            }
            case CANCELLED ->
                throw BackfillProblem.CANCELLED.with(
                        "the backfill " + job.called() + " was cancelled; what it did is kept",
                        "run `segue upgrade` to go on where it stopped, or `segue downgrade` to take the revision back");
            case FAILED ->
                throw BackfillProblem.FAILED_ELSEWHERE.with(
                        "the backfill " + job.called() + " failed elsewhere: "
                                + now.flatMap(Job::failure).orElse("its problem is not known any more"),
                        "mend what it says, then run the same command again: it goes on where this one stopped");
            case RUNNING, PAUSED ->
                throw BackfillProblem.INTERRUPTED.with(
                        "the backfill " + job.called() + " was interrupted",
                        "run the same command again: it goes on where this one stopped");
        };
    }

    /** They need not run into the same problem. A connection that was lost is only ours, and so is a request to stop. */
    private void tellOthers(FillSite site, SegueException failure) {
        boolean isOnlyOurs = failure.problem().code().kind() == ProblemKind.INTERRUPTED
                || failure.problem().code() == DatabaseProblem.CONNECTION_LOST;
        if (isOnlyOurs || session.isClosed()) {
            return;
        }
        try {
            update(site.jobs()
                    .end(site.job(), JobState.FAILED, failure.problem().headline()));
        } catch (SegueException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void update(BoundStatement statement) {
        session.update(statement.sql(), statement.values().toArray());
    }
}
