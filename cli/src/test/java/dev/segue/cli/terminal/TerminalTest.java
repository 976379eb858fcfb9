package dev.segue.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void coloursFollowTheStreamUnlessSomeoneSaysOtherwise() {
        assertThat(Terminal.isColoured(true, Map.of(), false)).isTrue();
        assertThat(Terminal.isColoured(false, Map.of(), false)).isFalse();
        assertThat(Terminal.isColoured(true, Map.of("TERM", "dumb"), false)).isFalse();
    }

    @Test
    void noColorWinsOverEverything() {
        assertThat(Terminal.isColoured(true, Map.of(), true)).isFalse();
        assertThat(Terminal.isColoured(true, Map.of("NO_COLOR", "1"), false)).isFalse();
        assertThat(Terminal.isColoured(true, Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"), false))
                .isFalse();
        assertThat(Terminal.isColoured(true, Map.of("CLICOLOR_FORCE", "1"), true))
                .isFalse();
    }

    @Test
    void coloursCanBeForced() {
        assertThat(Terminal.isColoured(false, Map.of("CLICOLOR_FORCE", "1"), false))
                .isTrue();
        assertThat(Terminal.isColoured(false, Map.of("CLICOLOR_FORCE", "0"), false))
                .isFalse();
    }

    @Test
    void emptyVariablesSayNothing() {
        assertThat(Terminal.isColoured(true, Map.of("NO_COLOR", "", "CLICOLOR_FORCE", ""), false))
                .isTrue();
    }

    @Test
    void aTableIsAsWideAsWhatAPersonSees() {
        Look look = new Look(true, true);

        Table table = new Table("id", "message")
                .row(look.good("a"), "first")
                .row("日本語", "second")
                .row("e\u0301é", "third");

        assertThat(table.lines(new Look(false, true)))
                .containsExactly(
                        "id      message", look.good("a") + "       first", "日本語  second", "e\u0301é      third");
    }

    @Test
    void aTextIsCutWhereTheColumnsEnd() {
        assertThat(TextWidth.cut("日本語", 5)).isEqualTo("日本");
        assertThat(TextWidth.cut("abc", 5)).isEqualTo("abc");
        assertThat(TextWidth.cut("👍🏽a", 3)).isEqualTo("👍");
    }
}
