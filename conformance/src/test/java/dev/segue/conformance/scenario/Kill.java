package dev.segue.conformance.scenario;

import dev.segue.conformance.support.Killed;
import dev.segue.conformance.support.Moments;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;

/** Ends a run at one of its moments by a failure that it does not deal with. */
final class Kill implements ExecutionListener {

    private final int moment;
    private int seen;

    /** @param moment counted from 1 */
    Kill(int moment) {
        this.moment = moment;
    }

    @Override
    public void on(ExecutionEvent event) {
        if (Moments.isRepeatable(event) && ++seen == moment) {
            throw new Killed();
        }
    }
}
