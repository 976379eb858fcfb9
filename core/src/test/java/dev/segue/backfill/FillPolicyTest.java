package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.FillSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever runs a backfill stands above its revision, and the revision above the place where it runs. */
class FillPolicyTest {

    private static final FillSettings REVISION = settings(100, 2, "max-rate=500", "pause-when=sessions>9");
    private static final FillSettings PLACE = settings(7, 3, "max-rate=70", "nice=50%", "pause-when=lag>5s");

    @Test
    void aRevisionStandsAboveThePlaceButTakesNoProtectionAway() {
        FillSettings settled = policy(FillSettings.DEFAULT).over(REVISION);

        assertThat(settled.batch()).contains(100L);
        assertThat(settled.workers()).contains(2);
        assertThat(settled.throttles())
                .containsExactly(
                        "max-rate=70", "nice=50%", "pause-when=lag>5s", "max-rate=500", "pause-when=sessions>9");
        assertThat(Pace.of(settled, 0)).returns(500L, Pace::maxRate).returns(50, Pace::nicePercent);
    }

    @Test
    void thePlaceDecidesWhatARevisionLeavesOpen() {
        FillSettings settled = policy(FillSettings.DEFAULT).over(FillSettings.DEFAULT);

        assertThat(settled).isEqualTo(PLACE);
    }

    @Test
    void whoeverRunsItReplacesAllConditions() {
        FillSettings settled = policy(settings(1, 1, "pause-when=never")).over(REVISION);

        assertThat(settled.batch()).contains(1L);
        assertThat(settled.throttles()).containsExactly("max-rate=70", "nice=50%", "max-rate=500", "pause-when=never");
    }

    private static FillPolicy policy(FillSettings orders) {
        return new FillPolicy(orders, PLACE, Path.of(""), Clock::systemUTC);
    }

    private static FillSettings settings(long batch, int workers, String... throttles) {
        return new FillSettings(
                Optional.of(batch),
                Optional.of(Duration.ofMillis(batch)),
                Optional.of(workers),
                List.of(throttles),
                Optional.empty(),
                Optional.empty());
    }
}
