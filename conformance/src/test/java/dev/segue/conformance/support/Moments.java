package dev.segue.conformance.support;

import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.RevisionFinished;
import dev.segue.execution.ExecutionEvent.RevisionJournalling;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.execution.ExecutionEvent.StepIntended;
import dev.segue.execution.ExecutionEvent.StepJournalled;
import dev.segue.execution.ExecutionEvent.StepRecovered;
import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.execution.ExecutionListener;
import dev.segue.plan.PlannedRevision;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;

/** Notes the moments of a run that come in the same order every time: all that its own thread tells, not its lookout. */
public final class Moments implements ExecutionListener {

    private static final String FILLING = "filling";

    private final List<String> noted = new ArrayList<>();
    private final List<Integer> decisive = new ArrayList<>();
    private int batches;

    @Override
    public synchronized void on(ExecutionEvent event) {
        if (isRepeatable(event)) {
            noted.add(text(event));
            if (isDecisive(event)) {
                decisive.add(noted.size());
            }
        } else if (isBatch(event)) {
            batches++;
        }
    }

    public synchronized int count() {
        return noted.size();
    }

    /** @param number counted from 1 */
    public synchronized String at(int number) {
        return noted.get(number - 1);
    }

    /** The numbers of those where an end leaves another database behind than an end at the moment before. */
    public synchronized List<Integer> decisive() {
        return List.copyOf(decisive);
    }

    /** How many batches of a backfill were committed. */
    public synchronized int batches() {
        return batches;
    }

    /** A batch of a backfill was committed; how many there are is not the same every time. */
    public static boolean isBatch(ExecutionEvent event) {
        return event instanceof ExecutionEvent.Progressed progressed
                && progressed.progress().phase().equals(FILLING)
                && progressed.progress().done() > 0;
    }

    /** What ran in a transaction that was not committed has not happened, as before it began. */
    private static boolean isDecisive(ExecutionEvent event) {
        if (event instanceof StepRun run) {
            return Matrix.isWhole() || run.step().transactionMode() == TransactionMode.ALONE;
        }
        return event instanceof StepIntended
                || event instanceof StepJournalled
                || event instanceof RevisionJournalling
                || event instanceof RevisionFinished;
    }

    /** Whether it has a number: all that come in the same order every time. */
    public static boolean isRepeatable(ExecutionEvent event) {
        return !(event instanceof ExecutionEvent.Waiting
                || event instanceof ExecutionEvent.Progressed
                || event instanceof ExecutionEvent.HoldingBack
                || event instanceof ExecutionEvent.AttemptFailed
                || event instanceof ExecutionEvent.WaitingForMigrationLock);
    }

    static String text(ExecutionEvent event) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof RevisionStarted started) {
            return kind + " " + id(started.revision());
        } else if (event instanceof StepIntended intended) {
            return kind + " " + step(intended.revision(), intended.step());
        } else if (event instanceof StepStarted started) {
            return kind + " " + step(started.revision(), started.step());
        } else if (event instanceof StepRun run) {
            return kind + " " + step(run.revision(), run.step());
        } else if (event instanceof StepJournalled journalled) {
            return kind + " " + step(journalled.revision(), journalled.step());
        } else if (event instanceof StepRecovered recovered) {
            return kind + " " + recovered.finding() + " " + step(recovered.revision(), recovered.step());
        } else if (event instanceof RevisionJournalling journalling) {
            return kind + " " + id(journalling.revision());
        } else if (event instanceof RevisionFinished finished) {
            return kind + " " + id(finished.revision());
        }
        return kind;
    }

    private static String id(PlannedRevision planned) {
        return planned.revision().id().value();
    }

    private static String step(PlannedRevision planned, Step step) {
        return id(planned) + " step " + step.ordinal() + ": " + step.summary();
    }
}
