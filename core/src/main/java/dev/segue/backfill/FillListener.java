package dev.segue.backfill;

import dev.segue.dialect.StatementProgress;
import dev.segue.problem.Problem;
import java.time.Duration;

/** Who wants to know how far a backfill is, and may stop it. */
public interface FillListener {

    /** Asked before each batch and while one is waited for; whatever it throws ends the backfill, to be gone on with later. */
    void beforeBatch();

    void progressed(StatementProgress progress);

    /** A batch was given up, rolled back, and is made again after a pause, smaller if possible. */
    void gaveWay(int attempt, Problem problem, Duration pause);

    /** Something that does not keep it from being done, and that somebody should know. */
    void warned(Problem problem);
}
