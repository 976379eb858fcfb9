package dev.segue.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private enum Code implements ProblemCode {
        ANY;

        @Override
        public String code() {
            return "XX101";
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.USAGE;
        }
    }

    @Test
    void nothingThatItQuotesCanCommandATerminal() {
        Problem problem = Problem.of(Code.ANY, "no \u001B[31m\"red\"\u0007", "say \u009B2J or \u202Enothing")
                .at(new SourceExcerpt("a\u001Bb.sql", 1, 5, "\tx\u001B[2J y"))
                .saying(List.of("first\nsecond\r"));

        assertThat(problem.text().lines())
                .containsExactly(
                        "XX101: no \\u001b[31m\"red\"\\u0007",
                        "  at a\\u001bb.sql:1:5",
                        "      \tx\uFFFD[2J y",
                        "      \t   ^",
                        "  first",
                        "  second\\u000d",
                        "  fix: say \\u009b2J or \\u202enothing");
    }
}
