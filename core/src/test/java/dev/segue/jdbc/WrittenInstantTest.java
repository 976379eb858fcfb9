package dev.segue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenInstantTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:09:05Z",
                "2026-11-22T10:09:05.123456789Z",
                "2026-11-22T10:09:05.1+00:00",
                "2024-02-29T23:59:59.000001+14:00",
                "2026-01-01T00:00:00-12:00",
                "1969-12-31T23:59:59.5+05:30",
                "1890-06-01T12:00:00+05:53:28",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void isTheSamePointAsForTheJdk(String written) {
        Instant expected = OffsetDateTime.parse(written).toInstant();

        assertThat(WrittenInstant.of(written)).contains(expected);
        assertThat(WrittenInstant.of(written.replace('T', ' '))).contains(expected);
    }

    @Test
    void mayHaveAnOffsetOfFullHoursAsPostgresqlWritesIt() {
        assertThat(WrittenInstant.of("2026-11-22 10:09:05.25-03")).contains(Instant.parse("2026-11-22T13:09:05.25Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infinity",
                "-infinity",
                "2026-11-22",
                "2026-11-22 10:09:05",
                "2026-11-22 10:09:05+",
                "2026-11-22 10:09:05+0",
                "2026-11-22 10:09:05+00:",
                "2026-11-22 10:09:05+00:00:00:00",
                "2026-11-22 10:09:05.+00",
                "2026-11-22 10:09:05.1234567890+00",
                "2026-11-22 10:09:05Z ",
                "2026-11-22 24:00:00Z",
                "2026-11-22 10:60:05Z",
                "2026-11-22 10:09:60Z",
                "2026-02-30 10:09:05Z",
                "2026/11/22 10:09:05Z",
                "12026-11-22 10:09:05+00",
                "0044-03-15 12:00:00+00 BC"
            })
    void whatIsWrittenInAnotherWayIsNotGuessedAt(String written) {
        assertThat(WrittenInstant.of(written)).isEmpty();
    }
}
