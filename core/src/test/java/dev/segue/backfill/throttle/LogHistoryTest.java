package dev.segue.backfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lag is told by our own clock, so that a replica that stands still is seen to. */
class LogHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final LogHistory history = new LogHistory();

    @Test
    void lagIsTheAgeOfTheOldestThingThatIsMissing() {
        history.add(START, 100);
        history.add(START.plusSeconds(1), 200);
        history.add(START.plusSeconds(2), 300);

        Instant now = START.plusSeconds(10);

        assertThat(history.ageOfWhatFollows(99, now)).isEqualTo(Duration.ofSeconds(10));
        assertThat(history.ageOfWhatFollows(100, now)).isEqualTo(Duration.ofSeconds(9));
        assertThat(history.ageOfWhatFollows(250, now)).isEqualTo(Duration.ofSeconds(8));
        assertThat(history.ageOfWhatFollows(300, now)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aLongTimeInWhichNothingIsWrittenIsNoLag() {
        history.add(START, 100);
        history.add(START.plusSeconds(3600), 100);
        history.add(START.plusSeconds(3601), 101);

        assertThat(history.ageOfWhatFollows(100, START.plusSeconds(3602))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theRateIsTakenOverTheLastSeconds() {
        history.add(START, 0);
        history.add(START.plusSeconds(10), 1000);
        history.add(START.plusSeconds(15), 6000);

        assertThat(history.rateOver(Duration.ofSeconds(5), START.plusSeconds(15), 6000))
                .isEqualTo(1000);
        assertThat(history.rateOver(Duration.ofSeconds(5), START.plusSeconds(25), 6000))
                .isZero();
    }

    @Test
    void nobodyKnowsARateAtTheFirstLook() {
        history.add(START, 5000);

        assertThat(history.rateOver(Duration.ofSeconds(5), START, 5000)).isZero();
    }

    @Test
    void aLongHistoryStaysTrueToItsBeginningAndItsEnd() {
        for (int second = 0; second < 10_000; second++) {
            history.add(START.plusSeconds(second), second + 1);
        }
        Instant now = START.plusSeconds(10_000);

        assertThat(history.ageOfWhatFollows(0, now)).isEqualTo(Duration.ofSeconds(10_000));
        assertThat(history.ageOfWhatFollows(9_990, now)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(history.ageOfWhatFollows(5_000, now))
                .isBetween(Duration.ofSeconds(4_950), Duration.ofSeconds(5_000));
    }
}
