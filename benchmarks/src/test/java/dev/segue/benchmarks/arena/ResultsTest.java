package dev.segue.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultsTest {

    /** The second round was slow for everyone, which is not the fault of anyone. */
    private static final Results RESULTS =
            new Results(List.of(series("loop", 10, 50, 12), series("segue", 12, 55, 12)));

    @Test
    void theRatioIsTheMiddleOneOfTheRounds() {
        assertThat(RESULTS.ratio("segue", "loop")).isEqualTo(1.1);
        assertThat(RESULTS.ratio("loop", "loop")).isEqualTo(1.0);
    }

    @Test
    void theMedianIsTheMiddleOneOfTheTimes() {
        assertThat(RESULTS.of("loop").medianSeconds()).isEqualTo(12);
        assertThat(series("even", 1, 2, 3, 10).medianSeconds()).isEqualTo(2.5);
    }

    private static Series series(String name, int... seconds) {
        return new Series(
                name,
                IntStream.of(seconds)
                        .mapToObj(each -> new Run(Duration.ofSeconds(each), Duration.ZERO, 0))
                        .toList());
    }
}
