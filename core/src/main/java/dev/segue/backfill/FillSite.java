package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import java.time.Duration;

/**
 * What everyone who works on one backfill in this process shares.
 *
 * @param job its number
 * @param budget for how long a single batch may have to give way, all tries and pauses together
 * @param actor who works here, for others to see
 */
record FillSite(
        FillOrder order,
        RowBatches batches,
        RowBatches.Openings openings,
        Relations relations,
        JobStore jobs,
        ChunkStore chunks,
        long job,
        Signals signals,
        FillListener listener,
        Duration budget,
        String actor) {

    void tellProgress() {
        listener.progressed(signals.progress());
    }
}
