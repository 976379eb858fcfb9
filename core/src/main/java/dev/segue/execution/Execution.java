package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Watchtower;
import dev.segue.execution.ExecutionEvent.MigrationLockObtained;
import dev.segue.execution.ExecutionEvent.RevisionFinished;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.execution.ExecutionEvent.RunFinished;
import dev.segue.execution.ExecutionEvent.RunStarted;
import dev.segue.execution.ExecutionEvent.WaitingForMigrationLock;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One run: plans on what the journal holds, takes the migration lock, plans again if it holds something else by then, and
 * works the plan off. Two runners never work at once; the second waits, and then usually finds nothing to do.
 *
 * <p>Killed at any point, it leaves a state that a next run simply continues: everything that shares a transaction with
 * its journal row has happened or has not, and everything else was announced in the journal first.
 */
public final class Execution {

    private static final Duration ASK_AGAIN_FOR_LOCK = Duration.ofMillis(200);

    private final Commission commission;
    private final Dialect dialect;
    private final ConnectionSource source;
    private final ExecutionOptions options;
    private final ExecutionListener listener;
    private final Cancellation cancellation;

    public Execution(Commission commission) {
        this.commission = commission;
        this.dialect = commission.dialect();
        this.source = commission.source();
        this.options = commission.options();
        this.listener = commission.listener();
        this.cancellation = commission.cancellation();
    }

    /**
     * Runs what is planned on the state of the database.
     *
     * @throws SegueException when it fails or is stopped; what was committed before stays, and a next run goes on there
     */
    public RunReport run(Planning planning) {
        long started = System.nanoTime();
        Journal journal = new Journal(dialect, options.actor());
        try (Session session = dialect.connect(source)) {
            List<Revision> pending = planning.work(journal.read(session));
            if (pending.isEmpty()) {
                return new RunReport(planning.direction(), List.of(), since(started), 0);
            }
            source.expectAnother();
            planning.requireReadable(pending);
            try (Watchtower watchtower = dialect.watchtower(source);
                    SessionKeeper keeper = SessionKeeper.of(dialect, session, commission.sessionSettings())) {
                obtainLock(watchtower, keeper);
                return work(planning, watchtower, keeper, session, started);
            }
        }
    }

    private RunReport work(
            Planning planning, Watchtower watchtower, SessionKeeper keeper, Session session, long started) {
        List<RevisionId> finished = new ArrayList<>();
        int givenUp = 0;
        Plan plan;
        try (Lookout lookout = new Lookout(watchtower, listener, cancellation)) {
            Workplace place = workplace(session, watchtower, lookout, keeper);
            cancellation.interruptBy(session::cancel);
            JournalSnapshot snapshot = place.journal().read(session);
            plan = withPatience(place, () -> planning.plan(snapshot, session));
            listener.on(new RunStarted(plan));
            if (!plan.isEmpty()) {
                createJournal(place, snapshot);
                givenUp = workOff(plan, snapshot, place, finished);
            }
        } finally {
            cancellation.release();
        }
        RunReport report = new RunReport(plan.direction(), finished, since(started), givenUp);
        listener.on(new RunFinished(report));
        return report;
    }

    private Workplace workplace(Session session, Watchtower watchtower, Lookout lookout, SessionKeeper keeper) {
        return new Workplace(
                commission,
                session,
                dialect.sessionId(session),
                watchtower,
                lookout,
                keeper,
                new Journal(dialect, options.actor()));
    }

    /**
     * Looks at the database, as often as it takes while others hold tables for themselves, who are named in the meantime.
     *
     * @param look gives up by itself when it has waited for a while, and changes nothing
     */
    public <T> T withPatience(Session session, Supplier<T> look) {
        try {
            return look.get();
        } catch (SegueException failure) {
            if (failure.problem().code() != DatabaseProblem.LOCK_TIMEOUT) {
                throw failure;
            }
        }
        try (Watchtower watchtower = dialect.watchtower(source);
                SessionKeeper keeper = SessionKeeper.of(dialect, session, commission.sessionSettings());
                Lookout lookout = new Lookout(watchtower, listener, cancellation)) {
            return withPatience(workplace(session, watchtower, lookout, keeper), look);
        }
    }

    private static <T> T withPatience(Workplace place, Supplier<T> look) {
        List<T> seen = new ArrayList<>();
        new Attempts(place).until(timeout -> {
            place.lookout().watch(place.sessionId());
            try {
                seen.add(look.get());
            } finally {
                place.lookout().rest();
            }
        });
        return seen.get(0);
    }

    private int workOff(Plan plan, JournalSnapshot snapshot, Workplace place, List<RevisionId> finished) {
        Resumption resumption = new Resumption(snapshot);
        resumption.refuseTurningBackHalfWay(plan);
        resumption.refuseEdited(plan, options.answer());
        TransactionRunner transactions = new TransactionRunner(place);
        if (WorkDivider.isOneTransaction(plan)) {
            return workOffAtOnce(plan, resumption, transactions, place, finished);
        }
        int givenUp = 0;
        int number = 0;
        for (PlannedRevision revision : plan.revisions()) {
            cancellation.check();
            place.keeper().tidyUp();
            listener.on(new RevisionStarted(revision, ++number, plan.revisions().size()));
            long started = System.nanoTime();
            givenUp += workOff(revision, resumption, transactions, place, started);
            finished.add(revision.revision().id());
            listener.on(new RevisionFinished(revision, since(started)));
        }
        return givenUp;
    }

    private int workOffAtOnce(
            Plan plan,
            Resumption resumption,
            TransactionRunner transactions,
            Workplace place,
            List<RevisionId> finished) {
        long started = System.nanoTime();
        int number = 0;
        for (PlannedRevision revision : plan.revisions()) {
            listener.on(new RevisionStarted(revision, ++number, plan.revisions().size()));
        }
        int givenUp;
        try {
            givenUp = transactions.run(WorkDivider.whole(plan, resumption::isDone), started);
        } catch (SegueException failure) {
            throw new FailureRecorder(place).recorded(failure, transactions.revisionAtWork(), since(started));
        }
        for (PlannedRevision revision : plan.revisions()) {
            finished.add(revision.revision().id());
            listener.on(new RevisionFinished(revision, since(started)));
        }
        return givenUp;
    }

    private int workOff(
            PlannedRevision revision,
            Resumption resumption,
            TransactionRunner transactions,
            Workplace place,
            long started) {
        LoneStepRunner loneSteps = new LoneStepRunner(place);
        int givenUp = 0;
        try {
            if (!revision.isAtomic() && !revision.isKept()) {
                keep(revision, place);
            }
            for (Step step : revision.steps()) {
                if (resumption.isDone(revision, step)) {
                    place.keeper().repeatSettings(step);
                }
            }
            for (Work work : WorkDivider.divide(revision, step -> resumption.isDone(revision, step))) {
                if (work instanceof Work.Alone alone) {
                    givenUp += loneSteps.run(revision, alone.step(), resumption.wasIntended(revision, alone.step()));
                } else if (work instanceof Work.Together together) {
                    givenUp += transactions.run(together, started);
                }
            }
            return givenUp;
        } catch (SegueException failure) {
            throw new FailureRecorder(place).recorded(failure, revision, since(started));
        }
    }

    /** Before the first step is run, so that a next run goes on with the same steps. */
    private static void keep(PlannedRevision revision, Workplace place) {
        Session session = place.session();
        session.begin(place.dialect().opening(LockPatience.FOR_THE_JOURNAL));
        try {
            session.commitAfter(place.journal().keep(revision));
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    /**
     * The watchtower's lock is gone with its runner; the claim of the working session lasts as long as the server is still
     * busy with what a killed runner told it.
     */
    private void obtainLock(Watchtower watchtower, SessionKeeper keeper) {
        long deadline = System.nanoTime() + options.migrationLockWait().toNanos();
        waitFor(watchtower::tryLock, watchtower, deadline);
        waitFor(keeper::claim, watchtower, deadline);
        listener.on(new MigrationLockObtained());
    }

    private void waitFor(BooleanSupplier obtained, Watchtower watchtower, long deadline) {
        Optional<String> toldHolder = Optional.empty();
        boolean isTold = false;
        while (!obtained.getAsBoolean()) {
            Optional<String> holder = watchtower.lockHolder();
            if (!isTold || !holder.equals(toldHolder)) {
                listener.on(new WaitingForMigrationLock(holder));
                toldHolder = holder;
                isTold = true;
            }
            if (System.nanoTime() > deadline) {
                throw ExecutionProblem.LOCK_NOT_OBTAINED.with(
                        "another runner holds the migration lock: " + holder.orElse("it cannot be seen which"),
                        "wait until it is done, or end that session if it is stuck; the lock goes with it");
            }
            cancellation.check();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ASK_AGAIN_FOR_LOCK.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Cancellation.stopped();
        }
    }

    private static void createJournal(Workplace place, JournalSnapshot snapshot) {
        if (snapshot.exists()) {
            return;
        }
        Session session = place.session();
        session.begin(place.dialect().opening(LockPatience.FOR_THE_JOURNAL));
        try {
            session.executeAll(place.journal().creation());
            session.commitAfter(List.of());
        } catch (SegueException failure) {
            session.rollback();
            throw failure.problem().code() == DatabaseProblem.NOT_PERMITTED
                    ? DatabaseProblem.NOT_PERMITTED.with(
                            "the journal cannot be created: "
                                    + failure.problem().headline(),
                            "let the database user create a schema once (GRANT CREATE ON DATABASE …)")
                    : failure;
        }
    }

    /** Changes the journal alone, under the migration lock: stamping and the like. */
    public <T> T changeJournal(Function<JournalSnapshot, JournalChange<T>> change) {
        Journal journal = new Journal(dialect, options.actor());
        return underLock(session -> {
            JournalSnapshot snapshot = journal.read(session);
            JournalChange<T> changed = change.apply(snapshot);
            if (!changed.statements().isEmpty()) {
                write(session, journal, snapshot, changed.statements());
            }
            return changed.outcome();
        });
    }

    /** Does something else to the database under the migration lock. */
    public <T> T underLock(Function<Session, T> work) {
        try (Session session = dialect.connect(source);
                Watchtower watchtower = dialect.watchtower(source);
                SessionKeeper keeper = SessionKeeper.of(dialect, session, commission.sessionSettings())) {
            obtainLock(watchtower, keeper);
            return work.apply(session);
        }
    }

    private void write(Session session, Journal journal, JournalSnapshot snapshot, List<BoundStatement> statements) {
        session.begin(dialect.opening(LockPatience.FOR_THE_JOURNAL));
        try {
            if (!snapshot.exists()) {
                session.executeAll(journal.creation());
            }
            session.commitAfter(statements);
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
