package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
        List<RowSource> sources,
        JobStore jobs,
        ChunkStore chunks,
        long job,
        Signals signals,
        FillListener listener,
        Duration budget,
        String actor) {

    FillSite {
        sources = List.copyOf(sources);
    }

    void tellProgress() {
        listener.progressed(signals.progress());
    }

    /** Empty where the relation has gone, with its rows. */
    Optional<RowSource> source(String relation) {
        return sources.stream()
                .filter(source -> source.relation().equals(relation))
                .findFirst();
    }
}
