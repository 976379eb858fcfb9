package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import org.junit.jupiter.api.Test;

class RangeListingTest {

    private static final RevisionGraph TWO_LINES =
            graph("a #abranch", "b <- a", "c <- b", "d", "e <- d #ebranch", "f <- e", "g <- f");

    private static final RevisionGraph DIAMOND = graph("a", "b1 <- a", "b2 <- a", "c <- b1 b2", "d <- c");

    private static final RevisionGraph DEPENDENT =
            graph("base2 #b_2", "a2 <- base2 needs a3", "b2 <- a2", "base3 #b_3", "a3 <- base3", "b3 <- a3");

    @Test
    void bothEndsAreIncluded() {
        assertThat(range(TWO_LINES, "b:c")).isEqualTo("b c");
        assertThat(range(TWO_LINES, "b:b")).isEqualTo("b");
        assertThat(range(DIAMOND, "a:d")).isEqualTo("a b1 b2 c d");
        assertThat(range(DIAMOND, "b1:d")).isEqualTo("b1 c d");
    }

    @Test
    void anEndThatIsLeftOutIsTheEndOfTheHistory() {
        assertThat(range(TWO_LINES, ":b")).isEqualTo("a b");
        assertThat(range(TWO_LINES, "f:")).isEqualTo("f g");
        assertThat(range(TWO_LINES, ":")).isEqualTo("a b c d e f g");
        assertThat(range(TWO_LINES, "base:heads")).isEqualTo("a b c d e f g");
        assertThat(range(graph(), ":")).isEmpty();
    }

    @Test
    void aLineAtTheLowerEndLeavesOutTheOthers() {
        assertThat(range(TWO_LINES, "ebranch@base:heads")).isEqualTo("d e f g");
        assertThat(range(TWO_LINES, "ebranch@head:heads")).isEqualTo("g");
        assertThat(range(TWO_LINES, "e@base:heads")).isEqualTo("d e f g");
        assertThat(range(TWO_LINES, "ebranch@d:f")).isEqualTo("d e f");
        assertThat(range(TWO_LINES, "ebranch@base:")).isEqualTo("d e f g");
        assertThat(range(TWO_LINES, ":ebranch@head")).isEqualTo("d e f g");
    }

    @Test
    void aBeginningThatCountsBackCountsFromTheEnd() {
        assertThat(range(TWO_LINES, "-2:g")).isEqualTo("e f g");
        assertThat(range(TWO_LINES, "ebranch@-2:")).isEqualTo("e f g");
        assertThat(range(TWO_LINES, "a b c", "-1:current")).isEqualTo("b c");
    }

    @Test
    void anEndThatCountsOnCountsFromTheBeginning() {
        assertThat(range(TWO_LINES, "d:+2")).isEqualTo("d e f");
        assertThat(range(TWO_LINES, ":ebranch@+2")).isEqualTo("d e");
    }

    @Test
    void twoEndsThatCountAreAWindowAroundWhatIsApplied() {
        assertThat(range(TWO_LINES, "d e", "-1:+1")).isEqualTo("d e f");
        assertThat(range(TWO_LINES, "d e f", "d:-1")).isEqualTo("d e");
    }

    @Test
    void currentIsWhatTheDatabaseHas() {
        assertThat(range(TWO_LINES, "a d e", "current:")).isEqualTo("a b c e f g");
        assertThat(range(TWO_LINES, "a d e", ":current")).isEqualTo("a d e");
        assertThat(range(TWO_LINES, "", "current:")).isEqualTo("a b c d e f g");
    }

    @Test
    void whatTheUpperEndNeedsIsPartOfTheRange() {
        assertThat(range(DEPENDENT, ":b_2@head")).isEqualTo("base2 base3 a3 a2 b2");
        assertThat(range(DEPENDENT, "a3:b2")).isEqualTo("a3 a2 b2");
        assertThat(range(DEPENDENT, "b_3@base:heads")).isEqualTo("base3 a3 b3");
    }

    @Test
    void aRangeThatRunsBackwardsIsRefusedWithTheOneThatWasMeant() {
        Problem backwards = problemOf("c:a");

        assertThat(backwards.code()).isEqualTo(RevisionProblem.WRONG_DIRECTION);
        assertThat(backwards.remedy()).isEqualTo("write \"a:c\"");
        assertThat(problemOf("c:base").code()).isEqualTo(RevisionProblem.WRONG_DIRECTION);
    }

    @Test
    void aRangeBetweenTwoLinesIsRefused() {
        assertThat(problemOf("a:g").code()).isEqualTo(RevisionProblem.UNRELATED);
        assertThat(problemOf("ebranch@base:c").code()).isEqualTo(RevisionProblem.UNRELATED);
    }

    private static String range(RevisionGraph graph, String text) {
        return range(graph, "", text);
    }

    private static String range(RevisionGraph graph, String applied, String text) {
        return names(new RevisionResolver(graph.applied(ids(applied))).range(text));
    }

    private static Problem problemOf(String text) {
        return catchThrowableOfType(SegueException.class, () -> range(TWO_LINES, text))
                .problem();
    }
}
