package dev.segue.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ourColoursPassAndCommandsOfOthersDoNot() {
        Look look = new Look(true, true);
        String painted =
                look.bad("a") + look.good("b") + look.bold("c") + look.dim("d") + look.name("e") + look.warning("f");

        assertThat(SafeText.of(painted)).isEqualTo(painted);
        assertThat(SafeText.of(look.good("x\u001B]0;title\u0007\u001B[8m")))
                .isEqualTo(look.good("x\\u001b]0;title\\u0007\\u001b[8m"));
    }
}
