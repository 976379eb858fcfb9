package dev.segue.execution;

import dev.segue.dialect.Watchtower;
import dev.segue.execution.ExecutionEvent.MigrationLockObtained;
import dev.segue.execution.ExecutionEvent.RunFinished;
import dev.segue.execution.ExecutionEvent.RunStarted;
import dev.segue.execution.ExecutionEvent.WaitingForMigrationLock;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    public Execution(Commission commission) {
        this.commission = commission;
    }

    /**
     * Runs what is planned on the state of the database. Where the connection is lost while a backfill is at work, another
     * one is made, and the same plan gone on with.
     *
     * @throws SegueException when it fails or is stopped; what was committed before stays, and a next run goes on there
     */
    public RunReport run(Planning planning) {
        Undertaking undertaking = new Undertaking(planning);
        Reconnection connection = new Reconnection(commission);
        while (true) {
            try (Session session = commission.connect()) {
                connection.succeeded();
                return undertaking.isBegun() ? goOn(undertaking, session) : begin(undertaking, session);
            } catch (SegueException failure) {
                if (!undertaking.outlivesConnection()) {
                    throw failure;
                }
                connection.waitAfter(failure);
            }
        }
    }

    private RunReport begin(Undertaking undertaking, Session session) {
        Planning planning = undertaking.planning();
        List<Revision> pending = planning.work(commission.journal().read(session));
        if (pending.isEmpty()) {
            return undertaking.report();
        }
        commission.source().expectAnother();
        planning.requireReadable(pending);
        return underLock(session, undertaking, place -> {
            JournalSnapshot snapshot = place.journal().read(session);
            Plan plan = withPatience(place, () -> planning.plan(snapshot, session));
            undertaking.begin(plan, snapshot);
            commission.listener().on(new RunStarted(plan));
            if (!plan.isEmpty()) {
                createJournal(place, snapshot);
                workOff(undertaking, place);
            }
        });
    }

    private RunReport goOn(Undertaking undertaking, Session session) {
        return underLock(session, undertaking, place -> {
            if (undertaking.isLeftToUs(place.journal().read(session))) {
                workOff(undertaking, place);
            }
        });
    }

    private RunReport underLock(Session session, Undertaking undertaking, Consumer<Workplace> work) {
        return underLock(session, undertaking.isBegun(), place -> {
            work.accept(place);
            RunReport report = undertaking.report();
            commission.listener().on(new RunFinished(report));
            return report;
        });
    }

    private <T> T underLock(Session session, boolean isSecond, Function<Workplace, T> work) {
        try (Watchtower watchtower = commission.watchtower();
                SessionKeeper keeper = commission.keeperOf(session)) {
            obtainLock(watchtower, keeper);
            try (Lookout lookout = new Lookout(watchtower, commission.listener(), commission.cancellation())) {
                commission.cancellation().interruptBy(session::cancel);
                return work.apply(workplace(session, watchtower, lookout, keeper, isSecond));
            } finally {
                commission.cancellation().release();
            }
        }
    }

    private Workplace workplace(
            Session session, Watchtower watchtower, Lookout lookout, SessionKeeper keeper, boolean isSecond) {
        return new Workplace(
                commission,
                session,
                commission.dialect().sessionId(session),
                watchtower,
                lookout,
                keeper,
                commission.journal(),
                isSecond);
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
        try (Watchtower watchtower = commission.watchtower();
                SessionKeeper keeper = commission.keeperOf(session);
                Lookout lookout = new Lookout(watchtower, commission.listener(), commission.cancellation())) {
            return withPatience(workplace(session, watchtower, lookout, keeper, false), look);
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

    private void workOff(Undertaking undertaking, Workplace place) {
        Plan plan = undertaking.plan();
        Resumption resumption = new Resumption(undertaking.snapshot());
        resumption.refuseTurningBackHalfWay(plan);
        resumption.refuseEdited(plan, commission.options().answer());
        TransactionRunner transactions = new TransactionRunner(place);
        if (WorkDivider.isOneTransaction(plan)) {
            workOffAtOnce(undertaking, resumption, transactions, place);
            return;
        }
        for (PlannedRevision revision : undertaking.remaining()) {
            commission.cancellation().check();
            place.keeper().tidyUp();
            if (!undertaking.isInRevision()) {
                commission.listener().on(undertaking.start(revision));
            }
            workOff(revision, undertaking, resumption, transactions, place);
            commission.listener().on(undertaking.finish(revision));
        }
    }

    private void workOffAtOnce(
            Undertaking undertaking, Resumption resumption, TransactionRunner transactions, Workplace place) {
        Plan plan = undertaking.plan();
        long started = System.nanoTime();
        plan.revisions().forEach(revision -> commission.listener().on(undertaking.start(revision)));
        try {
            undertaking.gaveUp(transactions.run(WorkDivider.whole(plan, resumption::isDone), started));
        } catch (SegueException failure) {
            throw new FailureRecorder(place).recorded(failure, transactions.revisionAtWork(), since(started));
        }
        plan.revisions().forEach(revision -> commission.listener().on(undertaking.finish(revision)));
    }

    private void workOff(
            PlannedRevision revision,
            Undertaking undertaking,
            Resumption resumption,
            TransactionRunner transactions,
            Workplace place) {
        LoneStepRunner loneSteps = new LoneStepRunner(place);
        long started = undertaking.startedAt();
        try {
            if (!revision.isAtomic() && !undertaking.isKept(revision)) {
                keep(revision, place);
                undertaking.hasKept(revision);
            }
            for (Step step : revision.steps()) {
                if (resumption.isDone(revision, step)) {
                    place.keeper().repeatSettings(step);
                }
            }
            for (Work work : WorkDivider.divide(revision, step -> resumption.isDone(revision, step))) {
                undertaking.worksAt(work);
                if (work instanceof Work.Alone alone) {
                    undertaking.gaveUp(
                            loneSteps.run(revision, alone.step(), resumption.wasIntended(revision, alone.step())));
                } else if (work instanceof Work.Together together) {
                    undertaking.gaveUp(transactions.run(together, started));
                }
            }
        } catch (SegueException failure) {
            throw new FailureRecorder(place).recorded(failure, revision, since(started));
        }
    }

    /** Before the first step is run, so that a next run goes on with the same steps. */
    private static void keep(PlannedRevision revision, Workplace place) {
        new JournalWriter(place)
                .write(session -> session.commitAfter(place.journal().keep(revision)));
    }

    /**
     * The watchtower's lock is gone with its runner; the claim of the working session lasts as long as the server is still
     * busy with what a killed runner told it.
     */
    private void obtainLock(Watchtower watchtower, SessionKeeper keeper) {
        long deadline =
                System.nanoTime() + commission.options().migrationLockWait().toNanos();
        waitFor(watchtower::tryLock, watchtower, deadline);
        waitFor(keeper::claim, watchtower, deadline);
        commission.listener().on(new MigrationLockObtained());
    }

    private void waitFor(BooleanSupplier obtained, Watchtower watchtower, long deadline) {
        Optional<String> toldHolder = Optional.empty();
        boolean isTold = false;
        while (!obtained.getAsBoolean()) {
            Optional<String> holder = watchtower.lockHolder();
            if (!isTold || !holder.equals(toldHolder)) {
                commission.listener().on(new WaitingForMigrationLock(holder));
                toldHolder = holder;
                isTold = true;
            }
            if (System.nanoTime() > deadline) {
                throw ExecutionProblem.LOCK_NOT_OBTAINED.with(
                        "another runner holds the migration lock: " + holder.orElse("it cannot be seen which"),
                        "wait until it is done, or end that session if it is stuck; the lock goes with it");
            }
            commission.cancellation().pause(ASK_AGAIN_FOR_LOCK);
        }
    }

    private static void createJournal(Workplace place, JournalSnapshot snapshot) {
        if (snapshot.exists()) {
            return;
        }
        try {
            new JournalWriter(place).write(session -> {
                session.executeAll(place.journal().creation());
                session.commitAfter(List.of());
            });
        } catch (SegueException failure) {
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
        try (Session session = commission.connect()) {
            return underLock(session, false, place -> {
                JournalSnapshot snapshot = place.journal().read(session);
                JournalChange<T> changed = change.apply(snapshot);
                if (!changed.statements().isEmpty()) {
                    write(place, snapshot, changed.statements());
                }
                return changed.outcome();
            });
        }
    }

    /** Does something else to the database under the migration lock. */
    public <T> T underLock(Function<Session, T> work) {
        try (Session session = commission.connect();
                Watchtower watchtower = commission.watchtower();
                SessionKeeper keeper = commission.keeperOf(session)) {
            obtainLock(watchtower, keeper);
            return work.apply(session);
        }
    }

    private static void write(Workplace place, JournalSnapshot snapshot, List<BoundStatement> statements) {
        new JournalWriter(place).write(session -> {
            if (!snapshot.exists()) {
                session.executeAll(place.journal().creation());
            }
            session.commitAfter(statements);
        });
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
