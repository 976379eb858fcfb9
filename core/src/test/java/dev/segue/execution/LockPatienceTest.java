package dev.segue.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LockPatienceTest {

    private final LockPatience patience = LockPatience.standard();

    @Test
    void attemptsGrowAndStayBelowASecond() {
        Duration first = patience.timeoutOf(1, false, false);
        Duration tenth = patience.timeoutOf(10, false, false);

        assertThat(first).isEqualTo(Duration.ofMillis(300));
        assertThat(patience.timeoutOf(2, false, false)).isGreaterThan(first);
        assertThat(tenth).isLessThan(Duration.ofSeconds(1));
        assertThat(patience.timeoutOf(10_000, false, false)).isEqualTo(tenth);
    }

    @Test
    void whoWaitsForTheFirstOfTwoLocksWaitsForBothTogether() {
        for (int attempt = 1; attempt < 50; attempt++) {
            Duration each = patience.timeoutOf(attempt, false, true);

            assertThat(each.multipliedBy(2)).isEqualTo(patience.timeoutOf(attempt, false, false));
        }
        assertThat(patience.timeoutOf(1, true, true)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void anAutovacuumIsOutwaited() {
        assertThat(patience.timeoutOf(1, true, false)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void pausesAreLongerThanAttemptsAndNeverTheSame() {
        SplittableRandom random = new SplittableRandom(1);

        for (int attempt = 1; attempt < 50; attempt++) {
            Duration one = patience.pauseAfter(attempt, random);
            Duration other = patience.pauseAfter(attempt, random);
            assertThat(one).isGreaterThan(patience.firstTimeout()).isNotEqualTo(other);
            assertThat(one).isLessThan(Duration.ofSeconds(7));
        }
    }
}
