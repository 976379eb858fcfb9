package dev.segue.backfill;

import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.Problem;
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
        String table = tableOf(order, goesOn);
        RowBatches.Openings openings = batches.openings(session, order.fill(), table);
        String settings = batches.settingsOf(session);
        Job job = begin(order, table, openings, settings, goesOn);
        ChunkStore chunks = new ChunkStore(batches, job.number());
        Relations relations = new Relations(batches, order.fill(), table, chunks);
        relations.lookAgain(session);
        long written = work(order, job, relations, openings, settings, throttles, OptionalInt.empty());
        if (isReplaced(order, table)) {
            return fill(order, true, throttles);
        }
        try {
            tellOfRowsLeftAlone(order, relations, chunks);
            return written + verify(order, relations, chunks, openings);
        } catch (SegueException failure) {
            tellOthers(job.number(), failure);
            throw failure;
        }
    }

    /** Returns how many rows were written again. */
    private long verify(FillOrder order, Relations relations, ChunkStore chunks, RowBatches.Openings openings) {
        FillCheck check = new FillCheck(session, openings, order, relations, listener);
        batches.losses(order.fill())
                .forEach((column, losses) -> check.lookForLosses(column, losses, chunks.filled(session)));
        return batches.check(order.fill())
                .map(remaining -> check.run(remaining, chunks.filled(session)))
                .orElse(0L);
    }

    private void tellOfRowsLeftAlone(FillOrder order, Relations relations, ChunkStore chunks) {
        chunks.frontiers(session).stream()
                .filter(Frontier::isLeftAlone)
                .flatMap(frontier -> relations.source(session, frontier.relation()).stream())
                .map(source -> leftAlone(order, source))
                .forEach(listener::warned);
    }

    private static Problem leftAlone(FillOrder order, RowSource source) {
        return Problem.of(
                BackfillProblem.LEFT_ALONE,
                "the rows of " + source.relation() + " were left as they are: it came to "
                        + order.fill().table() + " while that was filled, and nothing tells which of them are computed",
                "look whether it was attached with rows in it, and compute those by a statement of your own");
    }

    /**
     * Helps with a backfill that was begun elsewhere. Returns when all rows are filled, by whomever.
     *
     * @param workers how many of here
     */
    public long join(FillOrder order, Job job, List<Throttle> throttles, int workers) {
        JobStore jobs = new JobStore(batches);
        String table = jobs.identity(session, job.number())
                .or(() -> batches.identityOf(session, order.fill().table()))
                .orElseThrow(() -> BackfillProblem.noTable(order.fill().table()));
        String settings = jobs.sessionSettings(session, job.number());
        batches.set(session, settings);
        RowBatches.Openings openings = batches.openings(session, order.fill(), table);
        Relations relations = new Relations(batches, order.fill(), table, new ChunkStore(batches, job.number()));
        relations.lookAgain(session);
        return work(order, job, relations, openings, settings, throttles, OptionalInt.of(workers));
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
        session.begin(List.of("BEGIN"));
        try {
            session.commitAfter(jobs.forget(order));
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    /** What the table is known by, that of its name first: it may be another one than an earlier run has begun with. */
    private String tableOf(FillOrder order, boolean goesOn) {
        return batches.identityOf(session, order.fill().table())
                .or(() -> goesOn ? tableBegunWith(order) : Optional.empty())
                .orElseThrow(() -> BackfillProblem.noTable(order.fill().table()));
    }

    private Optional<String> tableBegunWith(FillOrder order) {
        JobStore jobs = new JobStore(batches);
        return jobs.list(session).stream()
                .filter(job -> job.isOf(order))
                .findFirst()
                .flatMap(job -> jobs.identity(session, job.number()));
    }

    private boolean isReplaced(FillOrder order, String table) {
        return batches.identityOf(session, order.fill().table())
                .filter(now -> !now.equals(table))
                .isPresent();
    }

    private Job begin(FillOrder order, String table, RowBatches.Openings openings, String settings, boolean goesOn) {
        List<RowSource> sources = sourcesOf(order, table);
        JobStore jobs = new JobStore(batches);
        session.begin(openings.patient());
        try {
            batches.creation().forEach(session::execute);
            Optional<Job> kept = goesOn ? jobs.find(session, order) : Optional.empty();
            if (kept.isPresent() && isStillOfUse(order, kept.get(), table, sources)) {
                new ChunkStore(batches, kept.get().number()).recognise(session, sources);
                update(jobs.recognise(kept.get().number(), table));
                update(jobs.goOn(kept.get().number(), settings));
                jobs.tune(session, kept.get(), help.orders());
            } else {
                beginAnew(order, table, sources, jobs, settings);
            }
            Job job = jobs.find(session, order).orElseThrow();
            session.commitAfter(List.of());
            return job;
        } catch (SegueException failure) {
            session.rollback();
            if (isOneGone(order, table, sources, failure)) {
                return begin(order, table, openings, settings, goesOn);
            }
            throw failure;
        }
    }

    /** A partition was dropped or renamed at the very moment when it was to be looked at. */
    private boolean isOneGone(FillOrder order, String table, List<RowSource> sources, SegueException failure) {
        return failure.problem().code() == DatabaseProblem.UNKNOWN_OBJECT
                && !names(sourcesOf(order, table)).containsAll(names(sources));
    }

    private static Set<String> names(List<RowSource> sources) {
        return sources.stream().map(RowSource::relation).collect(Collectors.toSet());
    }

    private List<RowSource> sourcesOf(FillOrder order, String table) {
        List<RowSource> sources = batches.sourcesOf(session, order.fill(), table);
        if (sources.isEmpty()) {
            throw BackfillProblem.noTable(order.fill().table());
        }
        return sources;
    }

    private void beginAnew(FillOrder order, String table, List<RowSource> sources, JobStore jobs, String settings) {
        requireSomethingToGoBy(order, sources);
        jobs.forget(order).forEach(this::update);
        long rows = sources.stream().mapToLong(RowSource::rows).sum();
        update(jobs.insert(order, Pace.of(order.fill().settings(), rows), settings, rows, table));
        long number = jobs.find(session, order).orElseThrow().number();
        ChunkStore chunks = new ChunkStore(batches, number);
        for (RowSource source : sources) {
            chunks.insert(session, Frontier.atTheBeginning(source.relation(), source, source.end(session)));
        }
    }

    private static void requireSomethingToGoBy(FillOrder order, List<RowSource> sources) {
        if (!order.fill().work().tellsWhatIsDone() && sources.stream().anyMatch(RowSource::isUnsteady)) {
            throw BackfillProblem.NOTHING_TO_GO_BY.with(
                    order.fill().table()
                            + " has no key, and the backfill has no WHERE: rows that others change meanwhile"
                            + " could be left out or computed twice",
                    "add a WHERE that holds only for rows that still need it, or give the table a primary key");
        }
    }

    /** One whose key is another one by now is begun anew, and so is another table that has got the name. */
    private boolean isStillOfUse(FillOrder order, Job job, String table, List<RowSource> sources) {
        if (new JobStore(batches)
                .identity(session, job.number())
                .filter(begunWith -> !begunWith.equals(table))
                .isPresent()) {
            requireRepeatable(order, job);
            return false;
        }
        List<Frontier> frontiers = new ChunkStore(batches, job.number()).frontiers(session);
        return !frontiers.isEmpty()
                && frontiers.stream()
                        .allMatch(frontier -> sources.stream()
                                .filter(frontier::isOf)
                                .allMatch(source -> source.order().equals(frontier.order())));
    }

    private static void requireRepeatable(FillOrder order, Job job) {
        if (!order.fill().work().mayBeRepeated()) {
            throw BackfillProblem.ANOTHER_TABLE.with(
                    order.fill().table() + " is another table than the one that the backfill " + job.called()
                            + " was begun with, and nothing tells which of its rows are computed",
                    "give the name back to the table that had it, then run the same command again; or take the revision"
                            + " back with `segue downgrade`");
        }
    }

    private long work(
            FillOrder order,
            Job job,
            Relations relations,
            RowBatches.Openings openings,
            String settings,
            List<Throttle> throttles,
            OptionalInt workers) {
        Signals signals = new Signals(job, !throttles.isEmpty());
        FillSite site = new FillSite(
                order,
                batches,
                openings,
                relations,
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
            tellOthers(job.number(), failure);
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
                tellOthers(site.job(), told);
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
    private void tellOthers(long job, SegueException failure) {
        boolean isOnlyOurs = failure.problem().code().kind() == ProblemKind.INTERRUPTED
                || failure.problem().code() == DatabaseProblem.CONNECTION_LOST;
        if (isOnlyOurs || session.isClosed()) {
            return;
        }
        try {
            update(new JobStore(batches)
                    .end(job, JobState.FAILED, failure.problem().headline()));
        } catch (SegueException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void update(BoundStatement statement) {
        session.update(statement.sql(), statement.values().toArray());
    }
}
