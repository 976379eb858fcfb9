package dev.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "200ms, PT0.2S",
        "5s, PT5S",
        "30min, PT30M",
        "1h, PT1H",
        "1h 30min, PT1H30M",
        "1h30min, PT1H30M",
        "2d, PT48H",
        "0s, PT0S",
        "10 s, PT10S"
    })
    void readsWhatPeopleWrite(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200ms", "5s", "30min", "2h", "0s", "90s", "1500ms"})
    void writesWhatItReads(String text) {
        String written = DurationText.of(DurationText.parse(text));

        assertThat(written).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5        | "5" has a number without a unit (ms, s, min, h or d)
            5m       | "m" in "5m" could be milliseconds or minutes: write ms or min
            5 years  | "years" in "5 years" is no unit of time (ms, s, min, h or d)
            -5s      | "-5s" is no duration
            soon     | "soon" is no duration
            1.5s     | "1.5s" has a number without a unit (ms, s, min, h or d)
            5S       | "5S" has a number without a unit (ms, s, min, h or d)
            ''       | an empty text is no duration
            99999999999999999999h | "99999999999999999999h" is longer than a year
            """)
    void saysWhatIsWrongWithOthers(String text, String sentence) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void aDurationOfAYearIsTheLongest() {
        assertThat(DurationText.parse("365d")).isEqualTo(Duration.ofDays(365));
    }
}
