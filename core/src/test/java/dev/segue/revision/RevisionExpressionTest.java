package dev.segue.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Anchor;
import dev.segue.revision.RevisionExpression.Named;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionExpressionTest {

    @Test
    void wordsIdsAndLabelsNameAPlace() {
        assertThat(RevisionExpression.parse("head")).isEqualTo(point("head", Symbol.HEAD, 0));
        assertThat(RevisionExpression.parse("heads")).isEqualTo(point("heads", Symbol.HEADS, 0));
        assertThat(RevisionExpression.parse("base")).isEqualTo(point("base", Symbol.BASE, 0));
        assertThat(RevisionExpression.parse("current")).isEqualTo(point("current", Symbol.CURRENT, 0));
        assertThat(RevisionExpression.parse("8f2c41aa03b1"))
                .isEqualTo(point("8f2c41aa03b1", new Named("8f2c41aa03b1"), 0));
        assertThat(RevisionExpression.parse("1.2.10")).isEqualTo(point("1.2.10", new Named("1.2.10"), 0));
    }

    @Test
    void stepsAreCountedFromAnywhere() {
        assertThat(RevisionExpression.parse("+2")).isEqualTo(point("+2", Symbol.HERE, 2));
        assertThat(RevisionExpression.parse("-1")).isEqualTo(point("-1", Symbol.HERE, -1));
        assertThat(RevisionExpression.parse("8f2c+007")).isEqualTo(point("8f2c+007", new Named("8f2c"), 7));
        assertThat(RevisionExpression.parse("head-3")).isEqualTo(point("head-3", Symbol.HEAD, -3));
    }

    @Test
    void aLineStandsBeforeTheAt() {
        assertThat(RevisionExpression.parse("shop@head"))
                .isEqualTo(new Point("shop@head", Optional.of("shop"), Symbol.HEAD, 0));
        assertThat(RevisionExpression.parse("shop@-1"))
                .isEqualTo(new Point("shop@-1", Optional.of("shop"), Symbol.HERE, -1));
        assertThat(RevisionExpression.parse("8f2c@d+1"))
                .isEqualTo(new Point("8f2c@d+1", Optional.of("8f2c"), new Named("d"), 1));
    }

    @Test
    void aRangeHasTwoEndsAndEitherMayBeLeftOut() {
        Optional<Point> a = Optional.of(point("a", new Named("a"), 0));
        Optional<Point> back = Optional.of(point("-3", Symbol.HERE, -3));

        assertThat(RevisionExpression.parse("a:")).isEqualTo(new Range("a:", a, Optional.empty()));
        assertThat(RevisionExpression.parse(":a")).isEqualTo(new Range(":a", Optional.empty(), a));
        assertThat(RevisionExpression.parse(":")).isEqualTo(new Range(":", Optional.empty(), Optional.empty()));
        assertThat(RevisionExpression.parse(" -3 : a ")).isEqualTo(new Range("-3 : a", back, a));
    }

    @Test
    void aNumberBeyondEveryHistoryIsNoNumberTooLarge() {
        assertThat(RevisionExpression.parse("-99999999999999999999"))
                .isEqualTo(point("-99999999999999999999", Symbol.HERE, -Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "  ", "@head", "shop@", "a@b@c", "a:b:c", "a+", "a-b", "+-1", "a+1+2", "+0", "head-0", "a b", "a/b",
                "head~1", "head^", "'a'", "+١", "head@x", "a:b@", "a\nb", ".a"
            })
    void nonsenseIsRefusedQuotingWhatWasWritten(String text) {
        Problem problem = catchThrowableOfType(SegueException.class, () -> RevisionExpression.parse(text))
                .problem();

        assertThat(problem.code()).isEqualTo(RevisionProblem.MALFORMED_EXPRESSION);
        assertThat(problem.headline()).contains(text.strip());
    }

    private static Point point(String text, Anchor anchor, int steps) {
        return new Point(text, Optional.empty(), anchor, steps);
    }
}
