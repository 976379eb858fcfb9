package dev.segue.conformance.support;

import dev.segue.dialect.StatementProgress;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a backfill when it has made so many batches, by whichever of its workers. */
public final class KillAfterBatches extends Unconcerned {

    private final AtomicInteger batchesLeft;
    private volatile boolean isOver;

    public KillAfterBatches(int batches) {
        this.batchesLeft = new AtomicInteger(batches);
    }

    @Override
    public void progressed(StatementProgress progress) {
        if (progress.done() > 0 && batchesLeft.decrementAndGet() <= 0) {
            isOver = true;
        }
    }

    @Override
    public void beforeBatch() {
        if (isOver) {
            throw new Killed();
        }
    }
}
