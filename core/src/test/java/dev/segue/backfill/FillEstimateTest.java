package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.TableFootprint;
import dev.segue.step.RowWork;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a backfill is about to cost is close to what was seen, and says what is a guess. */
class FillEstimateTest {

    private static final long MB = 1024 * 1024;

    @Test
    void theTimeIsReckonedWithTheRateThatWasSeen() {
        FillEstimate estimate = estimate(footprint(1_000_000, 0, 0, 1), OptionalLong.of(20_000));

        assertThat(estimate.isMeasured()).isTrue();
        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void withoutARateTheTimeIsAGuess() {
        FillEstimate estimate = estimate(footprint(1_000_000, 0, 0, 1), OptionalLong.empty());

        assertThat(estimate.isMeasured()).isFalse();
        assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatIsOverWithinASecondTakesSomeTimeToo() {
        FillEstimate estimate = estimate(footprint(16_000, 0, 0, 1), OptionalLong.of(50_000));

        assertThat(estimate.time()).isEqualTo(Duration.ofMillis(320));
    }

    @Test
    void withoutVacuumEverythingIsThereTwice() {
        TableFootprint footprint = footprint(200_000, 41 * MB, 8 * MB, 2);

        assertThat(estimate(footprint, OptionalLong.empty()).bloatBytes()).isEqualTo(49 * MB);
    }

    private static FillEstimate estimate(TableFootprint footprint, OptionalLong rate) {
        return FillEstimate.of(footprint, new RowWork.Assign("n = id", "TRUE"), rate);
    }

    private static TableFootprint footprint(long rows, long bytes, long indexBytes, int indexes) {
        return new TableFootprint(rows, bytes, 0, 0, indexBytes, indexes, Set.of("id"), true, false);
    }
}
