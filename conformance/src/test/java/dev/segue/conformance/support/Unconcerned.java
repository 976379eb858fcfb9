package dev.segue.conformance.support;

import dev.segue.backfill.FillListener;
import dev.segue.dialect.StatementProgress;
import dev.segue.problem.Problem;
import java.time.Duration;

/** Lets a backfill go on and listens to nothing, for those who listen to one thing. */
public class Unconcerned implements FillListener {

    @Override
    public void beforeBatch() {}

    @Override
    public void progressed(StatementProgress progress) {}

    @Override
    public void gaveWay(int attempt, Problem problem, Duration pause) {}

    @Override
    public void warned(Problem problem) {}
}
