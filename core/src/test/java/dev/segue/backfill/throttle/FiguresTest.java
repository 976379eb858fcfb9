package dev.segue.backfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are short enough to be read at a glance. */
class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.8S, 800 ms",
        "PT1.25S, 1.2 s",
        "PT5S, 5 s",
        "PT12.9S, 12 s",
        "PT119S, 119 s",
        "PT3M20S, 3 min",
        "PT2H, 2 h",
        "PT2H5M, 2 h 5 min"
    })
    void timesAreShown(Duration duration, String shown) {
        assertThat(Figures.of(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 kB", "1536, 1.5 kB", "67108864, 64 MB", "5905580032, 5.5 GB"})
    void sizesAreShown(long bytes, String shown) {
        assertThat(new Size(bytes).inWords()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"10B, 10", "1kB, 1024", "1KB, 1024", "1.5MB, 1572864", "2 GB, 2147483648", "1TB, 1099511627776"})
    void sizesAreRead(String text, long bytes) {
        assertThat(Size.read(text)).contains(new Size(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "MB", "1.MB", "-1MB", "1PB", "1 M B"})
    void otherTextsAreNoSizes(String text) {
        assertThat(Size.read(text)).isEmpty();
    }

    @Test
    void countsMayHaveUnderscores() {
        assertThat(Count.read("20_000")).contains(20_000L);
        assertThat(Count.read("_1")).isEmpty();
        assertThat(Count.read("1e6")).isEmpty();
        assertThat(Count.read("99999999999999999999")).isEmpty();
    }
}
