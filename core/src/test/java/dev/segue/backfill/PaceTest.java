package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.segue.operation.FillSettings;
import dev.segue.sql.SqlName;
import dev.segue.step.RowWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How large batches get, and how long is rested behind them. */
class PaceTest {

    private static final Duration TARGET = Duration.ofMillis(200);

    @Test
    void batchesGrowSlowlyTowardsTheTargetAndNoFurtherThanAllowed() {
        Pace pace = new Pace(2_000, TARGET, 1, 0, 0);

        BatchSize first = BatchSize.first(new RowWork.Assign("total = 0", "TRUE"), pace);
        BatchSize second = first.after(Duration.ofMillis(20), pace);
        BatchSize third = second.after(Duration.ofMillis(20), pace);

        assertThat(first.rows()).isEqualTo(1_000);
        assertThat(second.rows()).isEqualTo(1_500);
        assertThat(third.rows()).isEqualTo(2_000);
    }

    @Test
    void javaCodeBeginsWithAFewRowsBecauseNobodyKnowsHowLongItTakes() {
        RowWork code =
                new RowWork.RowFunction(List.of(), List.of(SqlName.of("total")), "TRUE", "compute total", row -> 0);

        assertThat(BatchSize.first(code, new Pace(2_000, TARGET, 1, 0, 0)).rows())
                .isEqualTo(10);
        assertThat(BatchSize.first(code, new Pace(5, TARGET, 1, 0, 0)).rows()).isEqualTo(5);
    }

    @Test
    void unlessToldOtherwiseABatchIsAFewThousandthsOfTheTable() {
        assertThat(Pace.of(FillSettings.DEFAULT, 0).maxBatch()).isEqualTo(1_000);
        assertThat(Pace.of(FillSettings.DEFAULT, 1_000_000).maxBatch()).isEqualTo(4_000);
        assertThat(Pace.of(FillSettings.DEFAULT, 1_000_000_000).maxBatch()).isEqualTo(10_000);
        assertThat(Pace.of(FillSettings.DEFAULT.withBatch(50_000), 1_000_000).maxBatch())
                .isEqualTo(50_000);
    }

    @Test
    void aBatchThatTookTooLongIsFollowedByOneThatFits() {
        Pace pace = new Pace(10_000, TARGET, 1, 0, 0);

        assertThat(new BatchSize(10_000).after(Duration.ofSeconds(1), pace).rows())
                .isEqualTo(2_000);
        assertThat(new BatchSize(10_000).after(Duration.ofMinutes(1), pace).rows())
                .isEqualTo(1_000);
    }

    @Test
    void aBatchNeverGetsSmallerThanARow() {
        Pace pace = new Pace(10_000, TARGET, 1, 0, 0);

        assertThat(new BatchSize(1).smaller().rows()).isEqualTo(1);
        assertThat(new BatchSize(3).after(Duration.ofHours(1), pace).rows()).isEqualTo(1);
        assertThat(new BatchSize(1).isSmallest()).isTrue();
    }

    @Test
    void aRateIsSharedByAllWorkersAndKeptInSmallSteps() {
        Pace pace = new Pace(10_000, TARGET, 2, 1_000, 0);

        assertThat(pace.largestBatch()).isEqualTo(200);
        assertThat(pace.restAfter(200, Duration.ofMillis(50), 1)).isEqualTo(Duration.ofMillis(150));
        assertThat(pace.restAfter(200, Duration.ofMillis(50), 2)).isEqualTo(Duration.ofMillis(350));
    }

    @Test
    void nicenessRestsInProportionToTheBatch() {
        Pace pace = new Pace(10_000, TARGET, 1, 0, 150);

        assertThat(pace.restAfter(1_000, Duration.ofMillis(100), 1)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void ofARateAndNicenessTheLongerRestCounts() {
        Pace pace = new Pace(10_000, TARGET, 1, 1_000, 50);

        assertThat(pace.restAfter(100, Duration.ofMillis(90), 1)).isEqualTo(Duration.ofMillis(45));
        assertThat(pace.restAfter(100, Duration.ofMillis(20), 1)).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void whatIsTunedChangesAndNothingElse() {
        Pace pace = new Pace(10_000, TARGET, 1, 0, 0);
        Tuning tuning =
                new Tuning(Optional.empty(), Optional.empty(), Optional.of(4), Optional.of(500L), Optional.empty());

        assertThat(tuning.applyTo(pace)).isEqualTo(new Pace(10_000, TARGET, 4, 500, 0));
    }

    @Test
    void aPaceAtWhichNothingMovesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, TARGET, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, Duration.ZERO, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, TARGET, 0, 0, 0));
    }
}
