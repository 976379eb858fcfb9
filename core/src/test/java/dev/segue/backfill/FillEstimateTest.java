package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.TableFootprint;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a backfill is about to cost is close to what was seen, and says what is a guess. */
class FillEstimateTest {

    private static final long MB = 1024 * 1024;

    @Test
    void theTimeIsReckonedWithTheRateThatWasSeen() {
        FillEstimate estimate = FillEstimate.of(new TableFootprint(1_000_000, 0, 0, 1), OptionalLong.of(20_000));

        assertThat(estimate.isMeasured()).isTrue();
        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void withoutARateTheTimeIsAGuess() {
        FillEstimate estimate = FillEstimate.of(new TableFootprint(1_000_000, 0, 0, 1), OptionalLong.empty());

        assertThat(estimate.isMeasured()).isFalse();
        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatIsOverWithinASecondTakesSomeTimeToo() {
        FillEstimate estimate = FillEstimate.of(new TableFootprint(16_000, 0, 0, 1), OptionalLong.of(50_000));

        assertThat(estimate.time()).isEqualTo(Duration.ofMillis(320));
    }

    /** Seen on PostgreSQL 17: 137 MB of WAL with two indexes, 153 MB with a third one on the filled column. */
    @Test
    void theLogIsReckonedFromPagesRowsAndIndexEntries() {
        TableFootprint twoIndexes = new TableFootprint(200_000, 41 * MB, 8 * MB, 2);
        TableFootprint threeIndexes = new TableFootprint(200_000, 41 * MB, 10 * MB, 3);

        assertThat(log(twoIndexes)).isBetween(130 * MB, 145 * MB);
        assertThat(log(threeIndexes)).isBetween(145 * MB, 160 * MB);
    }

    @Test
    void withoutVacuumEverythingIsThereTwice() {
        TableFootprint footprint = new TableFootprint(200_000, 41 * MB, 8 * MB, 2);

        assertThat(FillEstimate.of(footprint, OptionalLong.empty()).bloatBytes())
                .isEqualTo(49 * MB);
    }

    private static long log(TableFootprint footprint) {
        return FillEstimate.of(footprint, OptionalLong.empty()).logBytes();
    }
}
