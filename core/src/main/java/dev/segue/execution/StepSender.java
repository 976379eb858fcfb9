package dev.segue.execution;

import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the steps of one transaction: those that only make new things in one message, which saves a round trip for each,
 * and every other one by itself. Of a message that failed it is not known which step it was, so after that each step is
 * sent by itself.
 */
final class StepSender {

    private final Workplace place;
    private boolean isOneByOne;
    private boolean isUnclear;

    StepSender(Workplace place) {
        this.place = place;
        this.isOneByOne = !place.session().canJoin();
    }

    void send(PlannedRevision revision, List<Step> steps) {
        int sent = 0;
        while (sent < steps.size()) {
            place.cancellation().check();
            List<Step> remaining = steps.subList(sent, steps.size());
            List<Step> newThings = isOneByOne ? List.of() : NewThings.atTheBeginningOf(remaining, place.dialect());
            if (newThings.size() > 1) {
                sendTogether(revision, newThings);
                sent += newThings.size();
            } else {
                sendAlone(revision, remaining.get(0));
                sent++;
            }
        }
    }

    /**
     * True once after a failure that the same steps, tried again, would tell more of: which of them it was, and where in it.
     * Not where trying again is for others to decide, or is of no use.
     */
    boolean wouldTellMore(SegueException failure) {
        boolean wasUnclear = isUnclear;
        isUnclear = false;
        return wasUnclear
                && !Attempts.isWorthAnother(failure)
                && !place.session().isClosed()
                && !place.cancellation().isRequested();
    }

    private void sendTogether(PlannedRevision revision, List<Step> steps) {
        List<SqlStatement> statements = new ArrayList<>();
        for (Step step : steps) {
            if (step.action() instanceof StepAction.RunStatement run) {
                statements.add(run.statement());
            }
            place.listener().on(new StepStarted(revision, step));
        }
        place.lookout().watch(place.sessionId());
        long started = System.nanoTime();
        try {
            place.session().executeTogether(statements);
        } catch (SegueException failure) {
            isOneByOne = true;
            isUnclear = true;
            throw failure;
        }
        place.lookout().rest();
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        steps.forEach(step -> place.listener().on(new StepRun(revision, step, 0, duration)));
    }

    private void sendAlone(PlannedRevision revision, Step step) {
        place.keeper().willRun(step);
        place.listener().on(new StepStarted(revision, step));
        place.lookout().watch(place.sessionId());
        long started = System.nanoTime();
        long rows = step.action().accept(new SharedAction(place, revision));
        place.lookout().rest();
        place.listener().on(new StepRun(revision, step, rows, Duration.ofNanos(System.nanoTime() - started)));
    }
}
