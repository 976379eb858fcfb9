package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whatTheLastOneTookIsReckonedWithUntilARateIsSeen() {
        TimeLeft left = TimeLeft.of(running(0), List.of(lastOne())).orElseThrow();

        assertThat(left).isEqualTo(new TimeLeft(Duration.ofSeconds(10), 100_000, TimeLeft.Basis.EARLIER));
    }

    @Test
    void nobodyReckonsWithMoreThanIsAllowed() {
        TimeLeft left = TimeLeft.of(running(20_000), List.of(lastOne())).orElseThrow();

        assertThat(left).isEqualTo(new TimeLeft(Duration.ofSeconds(50), 20_000, TimeLeft.Basis.LIMIT));
    }

    private static Job running(long maxRate) {
        return job(JobState.RUNNING, maxRate, 0, NOON);
    }

    private static Job lastOne() {
        return job(JobState.DONE, 0, 1_000_000, NOON.plusSeconds(10));
    }

    private static Job job(JobState state, long maxRate, long seen, Instant changedAt) {
        return new Job(
                1,
                "8f2c41aa03b1",
                "upgrade",
                1,
                "public.items",
                state,
                false,
                true,
                true,
                new Pace(10_000, Duration.ofMillis(200), 1, maxRate, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000_000,
                seen,
                seen,
                0,
                0,
                0,
                NOON,
                changedAt);
    }
}
