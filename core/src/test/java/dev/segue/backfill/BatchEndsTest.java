package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the ends that were found for a chunk are still of use. */
class BatchEndsTest {

    private static final BatchSize SIZE = new BatchSize(1_000);

    private final BatchEnds ends = new BatchEnds(SIZE, List.of("10", "20", "30"));

    @Test
    void eachBatchEndsOnePlaceFurther() {
        assertThat(ends.next(SIZE)).contains("10");
        assertThat(ends.behind("10").next(SIZE)).contains("20");
        assertThat(ends.behind("20").next(SIZE)).contains("30");
        assertThat(ends.behind("30").next(SIZE)).isEmpty();
    }

    @Test
    void theyAreOnlyForBatchesOfTheSizeThatTheyWereMadeFor() {
        assertThat(ends.next(new BatchSize(999))).isEmpty();
        assertThat(ends.next(new BatchSize(1_001))).isEmpty();
    }

    @Test
    void behindABatchOfAnotherSizeNothingIsKnownAnyMore() {
        BatchEnds between = ends.behind("15");

        assertThat(between.next(SIZE)).isEmpty();
        assertThat(between.behind("20").next(SIZE)).isEmpty();
    }

    @Test
    void theLastOneIsTheEndOfTheChunk() {
        assertThat(ends.last()).isEqualTo("30");
    }

    @Test
    void aChunkForgetsThemAsItsBatchesAreDone() {
        Chunk chunk = new Chunk(1, "item", 1, Optional.empty(), "30", Optional.empty(), 3_000, 0, false, 1, ends);

        Chunk moved = chunk.movedTo("20", 2_000);

        assertThat(moved.ends().next(SIZE)).contains("30");
        assertThat(moved.movedTo("25", 500).ends()).isEqualTo(BatchEnds.UNKNOWN);
    }
}
