package dev.segue.execution;

import dev.segue.backfill.FillListener;
import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.Progressed;
import dev.segue.execution.ExecutionEvent.Warned;
import dev.segue.problem.Problem;
import java.time.Duration;

/** Tells what a backfill tells, and stops it when the run is to stop. */
record FillEvents(ExecutionListener listener, Runnable check) implements FillListener {

    @Override
    public void beforeBatch() {
        check.run();
    }

    @Override
    public void progressed(StatementProgress progress) {
        listener.on(new Progressed(progress));
    }

    @Override
    public void gaveWay(int attempt, Problem problem, Duration pause) {
        listener.on(new AttemptFailed(attempt, problem, pause));
    }

    @Override
    public void warned(Problem problem) {
        listener.on(new Warned(problem));
    }
}
