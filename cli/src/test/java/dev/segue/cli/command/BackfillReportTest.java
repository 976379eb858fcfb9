package dev.segue.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.backfill.Pace;
import dev.segue.cli.terminal.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackfillReportTest {

    private static final Look PLAIN = new Look(false, false);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aListTellsHowManyRowsThereAreOnlyWhereSomeAreLeft() {
        List<String> lines = new BackfillListCommand.Jobs(
                        List.of(job(1, JobState.DONE, 6_321, 6_321), job(2, JobState.FAILED, 6_321, 4_000)))
                .lines(PLAIN);

        assertThat(lines)
                .containsExactly(
                        "number  table         revision      state   rows   of about",
                        "1       public.items  8f2c41aa03b1  done    6,321",
                        "2       public.items  8f2c41aa03b1  failed  4,000  6,321");
    }

    @Test
    void howManyRowsThereAreIsAnEstimateUntilAllAreFilled() {
        List<String> failed = new BackfillReport(job(1, JobState.FAILED, 6_321, 4_000)).lines(PLAIN);
        List<String> done = new BackfillReport(job(1, JobState.DONE, 6_321, 6_321)).lines(PLAIN);

        assertThat(failed).contains("  gone through  4,000 of about 6,321 rows, about 2,321 are left");
        assertThat(done).contains("  gone through  6,321 rows");
    }

    @Test
    void nobodyKnowsHowManyAreLeftOnceMoreCameThanWereReckonedWith() {
        Job beyond = job(1, JobState.PAUSED, 6_321, 6_321);

        assertThat(new BackfillReport(beyond).lines(PLAIN))
                .contains("  gone through  6,321 rows; how many are left is not known");
        assertThat(new BackfillReport(beyond).json().has("rows")).isFalse();
        assertThat(new BackfillListCommand.Jobs(List.of(beyond)).lines(PLAIN).get(1))
                .endsWith("6,321");
    }

    @Test
    void oneThatFailedTellsWhatIsLeftAndHowItGoesOn() {
        Job job = job(1, JobState.FAILED, 6_321, 4_000, Optional.empty(), Optional.of("value too long"), true);

        assertThat(new BackfillReport(job).lines(PLAIN))
                .containsExactly(
                        "backfill 1  public.items  failed",
                        "  revision      8f2c41aa03b1, upgrade, step 1",
                        "  gone through  4,000 of about 6,321 rows, about 2,321 are left",
                        "  written       4,000 rows",
                        "  failed        value too long",
                        "  goes on       where it stopped, with `segue upgrade` when that is mended; `segue downgrade` takes"
                                + " its revision back");
    }

    @Test
    void whoseRevisionIsGoneGoesOnNoMore() {
        Job job = job(1, JobState.FAILED, 6_321, 4_000, Optional.empty(), Optional.of("value too long"), false);

        assertThat(new BackfillReport(job).lines(PLAIN)).noneMatch(line -> line.contains("goes on"));
    }

    /** Those who work on it still wait at this moment. */
    @Test
    void oneThatWasJustResumedIsNotSaidToWaitForThat() {
        Job resumed = job(1, JobState.PAUSED, 6_321, 4_000, Optional.of("it is paused"));

        assertThat(new BackfillReport(resumed).lines(PLAIN))
                .contains("  goes on       as soon as those who work on it have heard of it, within a second or two")
                .noneMatch(line -> line.contains("it is paused"));
    }

    private static Job job(long number, JobState state, long rows, long seen) {
        return job(number, state, rows, seen, Optional.empty());
    }

    private static Job job(long number, JobState state, long rows, long seen, Optional<String> waitsFor) {
        return job(number, state, rows, seen, waitsFor, Optional.empty(), true);
    }

    private static Job job(
            long number,
            JobState state,
            long rows,
            long seen,
            Optional<String> waitsFor,
            Optional<String> failure,
            boolean isAwaited) {
        Pace pace = new Pace(10_000, Duration.ofMillis(200), 1, 0, 0);
        return new Job(
                number,
                "8f2c41aa03b1",
                "upgrade",
                1,
                "public.items",
                state,
                false,
                false,
                isAwaited,
                pace,
                Optional.empty(),
                waitsFor,
                failure,
                rows,
                seen,
                seen,
                0,
                0,
                0,
                NOON,
                NOON);
    }
}
