package dev.segue.conformance.support;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends a backfill when it has made so many batches, by whichever of its workers. */
public final class KillAfterBatches extends Unconcerned {

    private final AtomicInteger batchesLeft;

    public KillAfterBatches(int batches) {
        this.batchesLeft = new AtomicInteger(batches);
    }

    @Override
    public void beforeBatch() {
        if (batchesLeft.decrementAndGet() < 0) {
            throw new Killed();
        }
    }
}
