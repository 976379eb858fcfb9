package dev.segue.execution;

import dev.segue.dialect.LockTarget;
import dev.segue.dialect.LockTarget.Strength;
import dev.segue.execution.ExecutionEvent.RevisionJournalling;
import dev.segue.execution.ExecutionEvent.StepJournalled;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import dev.segue.journal.StepState;
import dev.segue.plan.Ending;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps and their journal rows in one transaction, as often as it takes to get the locks. Either all of it happens
 * or nothing, whenever the process, the connection or the server dies.
 */
final class TransactionRunner {

    private final Workplace place;
    private final Set<String> createdInThisRun = new HashSet<>();
    private @Nullable PlannedRevision atWork;

    TransactionRunner(Workplace place) {
        this.place = place;
    }

    /** The one that was worked on last. */
    PlannedRevision revisionAtWork() {
        return Objects.requireNonNull(atWork, "nothing was run yet");
    }

    /**
     * Returns how many attempts were given up.
     *
     * @param begun when the first step was run of the revision that these steps may be only a part of
     */
    int run(Work.Together work, long begun) {
        Attempts attempts = new Attempts(place, takesSeveralLocks(work));
        attempts.holdBackFor(targetsOf(work));
        StepSender sender = new StepSender(place);
        return attempts.until(timeout -> {
            try {
                attempt(work, begun, timeout, sender);
            } catch (SegueException failure) {
                if (!sender.wouldTellMore(failure)) {
                    throw failure;
                }
                attempt(work, begun, timeout, sender);
            }
        });
    }

    private void attempt(Work.Together work, long begun, Duration lockTimeout, StepSender sender) {
        Session session = place.session();
        session.begin(place.dialect().opening(lockTimeout));
        try {
            List<BoundStatement> closing = List.of();
            for (Work.Part part : work.parts()) {
                atWork = part.revision();
                if (!closing.isEmpty()) {
                    closing.forEach(statement ->
                            session.update(statement.sql(), statement.values().toArray()));
                    place.keeper().tidyUpInTransaction(lockTimeout);
                }
                long started = part.isWhole() ? System.nanoTime() : begun;
                sender.send(part.revision(), part.steps());
                closing = closing(part, Duration.ofNanos(System.nanoTime() - started));
                if (part.isLast()) {
                    place.listener().on(new RevisionJournalling(part.revision()));
                }
            }
            place.lookout().checkLock();
            session.commitAfter(closing);
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        } finally {
            place.lookout().rest();
        }
        for (Work.Part part : work.parts()) {
            if (!part.isWhole()) {
                part.steps().forEach(step -> place.listener().on(new StepJournalled(part.revision(), step)));
            }
        }
    }

    private List<BoundStatement> closing(Work.Part part, Duration duration) {
        Journal journal = place.journal();
        PlannedRevision planned = part.revision();
        List<BoundStatement> closing = new ArrayList<>(place.keeper().beforeJournal());
        boolean isOver = part.isLast() && isOver(planned);
        if (!part.isWhole() && !isOver) {
            for (Step step : part.steps()) {
                closing.add(journal.forgetStep(planned.revision().id(), planned.direction(), step.ordinal()));
                closing.add(journal.step(planned.revision().id(), planned.direction(), step, StepState.DONE));
            }
        }
        if (part.isLast()) {
            closing.addAll(ending(planned, part.isWhole(), duration));
        }
        return closing;
    }

    /** Nothing is left to do for it in another run. */
    private static boolean isOver(PlannedRevision planned) {
        return planned.ending() != Ending.HELD && planned.ending() != Ending.UNFINISHED;
    }

    private List<BoundStatement> ending(PlannedRevision planned, boolean isWhole, Duration duration) {
        Journal journal = place.journal();
        RevisionId id = planned.revision().id();
        List<BoundStatement> statements = new ArrayList<>();
        boolean mayHaveBegun = !isWhole || planned.isWorkedOut();
        boolean isTurnedBack = planned.ending() == Ending.RETAINED;
        if (isOver(planned) && mayHaveBegun && !isTurnedBack) {
            statements.addAll(journal.forgetWork(id));
        }
        switch (planned.ending()) {
            case APPLIED -> statements.addAll(journal.applied(planned.revision(), duration));
            case HELD -> {
                statements.add(journal.held(id, planned.direction()));
                if (planned.direction() == Direction.UPGRADE) {
                    statements.addAll(journal.forgetWork(id, Direction.DOWNGRADE));
                    statements.addAll(journal.applied(planned.revision(), duration));
                }
            }
            case RETAINED -> {
                if (planned.isWorkedOut()) {
                    statements.addAll(journal.forgetWork(id, Direction.UPGRADE));
                }
                statements.addAll(journal.turnedBack(id, duration));
            }
            case REVERTED -> statements.addAll(journal.reverted(id, duration));
            case CONTRACTED -> statements.add(journal.contracted(id, duration));
            case UNFINISHED -> {}
        }
        return statements;
    }

    /** What the steps will queue for; nothing waits for a table that this run created a moment ago. */
    private List<LockTarget> targetsOf(Work.Together work) {
        List<LockTarget> targets = new ArrayList<>();
        for (Work.Part part : work.parts()) {
            for (Step step : part.steps()) {
                if (step.action() instanceof StepAction.RunStatement run) {
                    if (!step.impact().isNone()) {
                        addMissing(targetsOf(step, run.statement()), targets);
                    }
                    place.dialect().createdTable(run.statement()).ifPresent(createdInThisRun::add);
                }
            }
        }
        return targets;
    }

    private static boolean takesSeveralLocks(Work.Together work) {
        return work.parts().stream()
                .flatMap(part -> part.steps().stream())
                .anyMatch(step -> step.impact().locks().stream()
                                .filter(lock -> lock.level().blocksWriters())
                                .map(Impact.Lock::relation)
                                .distinct()
                                .count()
                        > 1);
    }

    private void addMissing(List<LockTarget> wanted, List<LockTarget> targets) {
        for (LockTarget target : wanted) {
            if (!createdInThisRun.contains(target.relation())) {
                targets.add(target);
            }
        }
    }

    /** The statements in a block are hidden from the dialect, but not what the plan says of them. */
    private List<LockTarget> targetsOf(Step step, SqlStatement statement) {
        List<LockTarget> seen = place.dialect().lockTargets(statement);
        if (!seen.isEmpty()) {
            return seen;
        }
        List<LockTarget> planned = new ArrayList<>();
        for (Impact.Lock lock : step.impact().locks()) {
            if (lock.level().blocksWriters()) {
                planned.add(new LockTarget(
                        lock.relation().quoted(place.dialect().syntax()),
                        lock.level().blocksReaders() ? Strength.BLOCKS_EVERYONE : Strength.BLOCKS_WRITERS));
            }
        }
        return planned;
    }
}
