package dev.segue.conformance.scenario;

import dev.segue.conformance.support.Matrix;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;
import dev.segue.step.TransactionMode;

/** Ends a run at one of the moments at which its end makes a difference. */
final class Kill implements ExecutionListener {

    private final int moment;
    private int seen;

    /** @param moment counted from 1 */
    Kill(int moment) {
        this.moment = moment;
    }

    /** Only counts. */
    static Kill never() {
        return new Kill(Integer.MAX_VALUE);
    }

    int seen() {
        return seen;
    }

    @Override
    public void on(ExecutionEvent event) {
        if (isDecisive(event) && ++seen == moment) {
            throw new Killed(event.getClass().getSimpleName());
        }
    }

    /** What ran in a transaction that was not committed has not happened, as before it began. */
    private static boolean isDecisive(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.StepRun run) {
            return Matrix.isWhole() || run.step().transactionMode() == TransactionMode.ALONE;
        }
        return event instanceof ExecutionEvent.StepIntended
                || event instanceof ExecutionEvent.StepJournalled
                || event instanceof ExecutionEvent.RevisionJournalling
                || event instanceof ExecutionEvent.RevisionFinished;
    }

    /** Not one of the failures that a run deals with. */
    static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Killed(String moment) {
            super(moment);
        }
    }
}
