package dev.segue.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What it tells comes from files and databases, which may be anybody's. */
class NarrationTest {

    private static final String HOSTILE = "a\u001B[2Jb\u0007c\u009Bd";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void namesDoNotCommandTheTerminal() {
        try (Narration narration = narration()) {
            narration.chapter(HOSTILE);
            narration.done(HOSTILE, Duration.ofMillis(7));
            narration.note(HOSTILE);
            narration.underWay(HOSTILE + "\nnext line");
        }

        assertThat(text(out)).contains("a\\u001b[2Jb\\u0007c\\u009bd").doesNotContain("\u001B", "\u0007", "\u009B");
        assertThat(text(err).replace("\r\u001B[K", ""))
                .contains("a\\u001b[2Jb\\u0007c\\u009bd\\u000anext line")
                .doesNotContain("\u001B", "\u0007", "\u009B", "\n");
    }

    private Narration narration() {
        Look plain = new Look(false, true);
        return new Narration(new Terminal(stream(out), stream(err), plain, plain, true, 80), true);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
