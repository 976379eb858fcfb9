package dev.segue.execution;

import dev.segue.execution.ExecutionEvent.Finding;
import dev.segue.execution.ExecutionEvent.StepIntended;
import dev.segue.execution.ExecutionEvent.StepJournalled;
import dev.segue.execution.ExecutionEvent.StepRecovered;
import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.jdbc.BoundStatement;
import dev.segue.journal.StepState;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionId;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Question;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a step that cannot share a transaction with its journal row. The intention is written first; after a crash the
 * database is asked how far the step came.
 */
final class LoneStepRunner {

    private final Workplace place;

    LoneStepRunner(Workplace place) {
        this.place = place;
    }

    /**
     * Returns how many attempts were given up.
     *
     * @param wasIntended an earlier run wrote the intention and did not come back
     */
    int run(PlannedRevision revision, Step step, boolean wasIntended) {
        Recovery recovery = step.recovery();
        if (wasIntended && recovery instanceof Recovery.AskOperator question && isAnswered(revision, step, question)) {
            return 0;
        }
        if (recovery instanceof Recovery.Probe probe) {
            String state = stateAfterCleanup(revision, step, probe, wasIntended);
            if (state.equals("done") && (wasIntended || probe.toleratesExisting())) {
                place.listener().on(new StepRecovered(revision, step, Finding.WAS_DONE));
                journal(revision, step, StepState.DONE);
                return 0;
            }
            if (state.equals("done")) {
                return letTheDatabaseRefuse(revision, step);
            }
        }
        journal(revision, step, StepState.INTENDED);
        place.listener().on(new StepIntended(revision, step));
        int givenUp = recovery instanceof Recovery.AskOperator uncertain
                ? onlyAttempt(revision, step, uncertain)
                : attempts(revision, step, wasIntended);
        journal(revision, step, StepState.DONE);
        return givenUp;
    }

    /** What the step makes is there already, made by someone else: the database says so best, and no trace is left. */
    private int letTheDatabaseRefuse(PlannedRevision revision, Step step) {
        int givenUp = new Attempts(place)
                .until(timeout -> send(revision, step, new LoneAction(place, revision, step, timeout, false)));
        journal(revision, step, StepState.DONE);
        return givenUp;
    }

    /** What it did before it failed is known to nobody, so it is neither hurried nor repeated. */
    private int onlyAttempt(PlannedRevision revision, Step step, Recovery.AskOperator uncertain) {
        List<String> before = uncertain.leftovers().map(this::statementsOf).orElse(List.of());
        try {
            send(revision, step, new LoneAction(place, revision, step, Duration.ZERO, false));
            return 0;
        } catch (SegueException failure) {
            uncertain.leftovers().ifPresent(remains -> cleanUpSince(before, remains, revision, step));
            throw failure;
        }
    }

    /** What a failed statement left is there since then, and nobody else's; without it, the failure is certain. */
    private void cleanUpSince(List<String> before, Question remains, PlannedRevision revision, Step step) {
        if (!mayCleanUp()) {
            return;
        }
        try {
            List<String> since = new ArrayList<>(statementsOf(remains));
            since.removeAll(before);
            runAlone(since);
            forgetIntention(revision, step);
        } catch (SegueException alsoFailed) {
            // The intention stays in the journal, so the next run asks.
            return;
        }
    }

    private boolean mayCleanUp() {
        return !place.session().isClosed() && !place.cancellation().isRequested();
    }

    private int attempts(PlannedRevision revision, Step step, boolean wasIntended) {
        AtomicBoolean wasBegun = new AtomicBoolean(wasIntended);
        try {
            return new Attempts(place).until(timeout -> {
                LoneAction action = new LoneAction(place, revision, step, timeout, wasBegun.getAndSet(true));
                try {
                    send(revision, step, action);
                } catch (SegueException failure) {
                    if (!isBroughtToItsEnd(step)) {
                        throw failure;
                    }
                }
            });
        } catch (SegueException failure) {
            forgetIntentionIfNothingIsLeft(revision, step);
            throw failure;
        }
    }

    private void send(PlannedRevision revision, Step step, LoneAction action) {
        place.keeper().willRun(step);
        place.listener().on(new StepStarted(revision, step));
        place.lookout().watch(place.sessionId());
        long started = System.nanoTime();
        try {
            long rows = step.action().accept(action);
            place.listener().on(new StepRun(revision, step, rows, Duration.ofNanos(System.nanoTime() - started)));
        } finally {
            place.lookout().rest();
        }
    }

    private String stateAfterCleanup(PlannedRevision revision, Step step, Recovery.Probe probe, boolean wasIntended) {
        String state = ask(probe.state());
        if (state.equals("partial")) {
            cleanUp(probe);
            state = ask(probe.state());
            if (!state.equals("done")) {
                place.listener().on(new StepRecovered(revision, step, Finding.WAS_CLEANED_UP));
            }
        } else if (wasIntended && state.equals("absent")) {
            place.listener().on(new StepRecovered(revision, step, Finding.WAS_NOT_RUN));
        }
        return state;
    }

    private void cleanUp(Recovery.Probe probe) {
        runAlone(probe.cleanup().map(this::statementsOf).orElse(List.of()));
    }

    private List<String> statementsOf(Question question) {
        return place.session()
                .query(
                        question.sql(),
                        row -> row.text("statement"),
                        question.values().toArray());
    }

    private void runAlone(List<String> statements) {
        for (String sql : statements) {
            place.cancellation().check();
            SqlStatement statement = SqlScanner.scan(
                            new SourceText("clean-up", sql), place.dialect().syntax())
                    .statements()
                    .get(0);
            place.dialect().prepareToRunAlone(place.session(), statement, Duration.ZERO);
            place.session().execute(statement);
        }
    }

    private String ask(Question question) {
        return place.session()
                .query(
                        question.sql(),
                        row -> row.text("state"),
                        question.values().toArray())
                .get(0);
    }

    /**
     * A failed concurrent build leaves an index that costs every writer and serves no reader; it is taken away. Some other
     * statements that failed half-way can only be brought to their end.
     */
    private boolean isBroughtToItsEnd(Step step) {
        if (!mayCleanUp() || !(step.recovery() instanceof Recovery.Probe probe)) {
            return false;
        }
        try {
            if (!ask(probe.state()).equals("partial")) {
                return false;
            }
            cleanUp(probe);
            return ask(probe.state()).equals("done");
        } catch (SegueException alsoFailed) {
            // The intention stays in the journal, so the next run cleans up before it goes on.
            return false;
        }
    }

    /** A statement that was refused may then be corrected in its file. */
    private void forgetIntentionIfNothingIsLeft(PlannedRevision revision, Step step) {
        boolean mayHaveCommitted =
                step.recovery() instanceof Recovery.AskOperator || step.action() instanceof StepAction.FillRows;
        if (place.session().isClosed() || mayHaveCommitted) {
            return;
        }
        try {
            if (!(step.recovery() instanceof Recovery.Probe probe)
                    || ask(probe.state()).equals("absent")) {
                forgetIntention(revision, step);
            }
        } catch (SegueException alsoFailed) {
            // The intention stays in the journal, so the next run looks again.
            return;
        }
    }

    private void forgetIntention(PlannedRevision revision, Step step) {
        BoundStatement forget =
                place.journal().forgetStep(revision.revision().id(), revision.direction(), step.ordinal());
        place.session().update(forget.sql(), forget.values().toArray());
    }

    private boolean isAnswered(PlannedRevision revision, Step step, Recovery.AskOperator question) {
        return switch (place.options().answer()) {
            case IT_IS_DONE -> {
                journal(revision, step, StepState.DONE);
                yield true;
            }
            case RUN_IT_AGAIN -> false;
            case NONE -> throw uncertain(revision, step, question);
        };
    }

    private static SegueException uncertain(PlannedRevision revision, Step step, Recovery.AskOperator question) {
        RevisionId id = revision.revision().id();
        Problem problem = Problem.of(
                ExecutionProblem.UNCERTAIN_STEP,
                "step " + step.ordinal() + " of " + revision.steps().size() + " of revision " + id + " ("
                        + step.summary() + ") may or may not have run: it was interrupted while it ran",
                "find out: " + question.question()
                        + " Then run the same command with --resolve done or --resolve again");
        return step.action() instanceof StepAction.RunStatement run
                ? problem.at(run.statement().source().excerptAt(run.statement().start()))
                        .toException()
                : problem.toException();
    }

    private void journal(PlannedRevision revision, Step step, StepState state) {
        RevisionId id = revision.revision().id();
        BoundStatement forget = place.journal().forgetStep(id, revision.direction(), step.ordinal());
        new JournalWriter(place).write(session -> {
            place.keeper().beforeJournal().forEach(statement -> session.update(statement.sql()));
            session.update(forget.sql(), forget.values().toArray());
            if (state == StepState.DONE) {
                LoneAction.afterwards(place, revision, step)
                        .forEach(statement -> session.update(
                                statement.sql(), statement.values().toArray()));
            }
            session.commitAfter(List.of(place.journal().step(id, revision.direction(), step, state)));
        });
        if (state == StepState.DONE) {
            place.listener().on(new StepJournalled(revision, step));
        }
    }
}
