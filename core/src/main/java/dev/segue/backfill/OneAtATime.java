package dev.segue.backfill;

import dev.segue.dialect.StatementProgress;
import dev.segue.problem.Problem;
import java.time.Duration;

/** Lets several workers tell the same listener. */
final class OneAtATime implements FillListener {

    private final FillListener listener;

    OneAtATime(FillListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void beforeBatch() {
        listener.beforeBatch();
    }

    @Override
    public synchronized void progressed(StatementProgress progress) {
        listener.progressed(progress);
    }

    @Override
    public synchronized void gaveWay(int attempt, Problem problem, Duration pause) {
        listener.gaveWay(attempt, problem, pause);
    }

    @Override
    public synchronized void warned(Problem problem) {
        listener.warned(problem);
    }
}
