package dev.segue.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    private static final Look ASCII = new Look(false, false);

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void rateAndRemainingTimeFollowFromWhatWasDoneMeanwhile() {
        Progress progress = new Progress(4_500, 10_000, "rows", Duration.ofSeconds(10), 2_000);

        assertThat(progress.text(ASCII))
                .isEqualTo("#########........... 45 %  4,500 of 10,000 rows  250/s  ETA 22.0 s");
    }

    @Test
    void whatIsNotKnownIsNotShown() {
        assertThat(new Progress(7, 0, "rows", Duration.ZERO, 7).text(ASCII)).isEqualTo("7 rows");
        assertThat(new Progress(7, 10, "rows", Duration.ofMillis(500), 0).text(ASCII))
                .isEqualTo("##############...... 70 %  7 of 10 rows");
    }

    @ParameterizedTest
    @CsvSource({"12, 12 ms", "1400, 1.4 s", "59999, 60.0 s", "123000, 2 min 3 s", "7500000, 2 h 5 min"})
    void durationsAreSaidAsPeopleSayThem(long millis, String text) {
        assertThat(Elapsed.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void onATerminalTheLineIsDrawnInPlaceAndCutToFit() {
        ProgressLine line = line(true);

        line.show("0123456789ABC");
        line.printAbove(() -> {});

        assertThat(drawn()).isEqualTo("\r012345678\u001B[K\r\u001B[K");
    }

    @Test
    void itIsNotDrawnMoreOftenThanAnEyeCanFollow() {
        ProgressLine line = line(true);

        line.show("a");
        line.show("b");
        now.addAndGet(Duration.ofMillis(51).toNanos());
        line.show("c");

        assertThat(drawn()).isEqualTo("\ra\u001B[K\rc\u001B[K");
    }

    @Test
    void whereNobodyWatchesNothingIsDrawn() {
        ProgressLine line = line(false);

        line.show("a");
        line.clear();

        assertThat(drawn()).isEmpty();
    }

    private ProgressLine line(boolean isTerminal) {
        PrintStream stream = new PrintStream(drawn, true, StandardCharsets.UTF_8);
        return new ProgressLine(new Terminal(stream, stream, ASCII, ASCII, isTerminal, 10), now::get);
    }

    private String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }
}
