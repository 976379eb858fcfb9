package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionResolverTest {

    private static final RevisionGraph TWO_LINES = graph(
            "a #abranch",
            "b <- a",
            "somelongername <- b",
            "c <- somelongername",
            "d",
            "e <- d #ebranch",
            "someothername <- e",
            "f <- someothername");

    private static final RevisionGraph MERGED =
            graph("a", "b <- a", "c1 <- b #c1branch", "c2 <- b", "d <- c1 c2", "e <- d");

    @Test
    void headIsTheOneRevisionThatNothingFollows() {
        assertThat(one(MERGED, "head")).isEqualTo("e");
        assertThat(several(TWO_LINES, "heads")).isEqualTo("c f");
        assertThat(several(graph(), "head")).isEmpty();
    }

    @Test
    void headWithSeveralHeadsNamesThem() {
        Problem problem = problemOf(TWO_LINES, "", "head");

        assertThat(problem.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(problem.headline()).isEqualTo("\"head\" could be any of 2 heads");
        assertThat(problem.details()).containsExactly("c", "f");
        assertThat(catchThrowableOfType(
                                SegueException.class,
                                () -> resolver(TWO_LINES, "").several("head"))
                        .problem())
                .isEqualTo(problem);
    }

    @Test
    void severalExpressionsThatMeetNameEachRevisionOnce() {
        assertThat(names(resolver(TWO_LINES, "").several(List.of("c", "abranch@head", "e"))))
                .isEqualTo("c e");
    }

    @Test
    void headsIsRefusedWhereOneRevisionIsNeeded() {
        Problem problem = problemOf(TWO_LINES, "", "heads");

        assertThat(problem.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(problem.remedy()).contains("\"c@heads\"");
        assertThat(one(TWO_LINES, "c@heads")).isEqualTo("c");
    }

    @Test
    void baseIsBeforeEveryRevision() {
        assertThat(several(TWO_LINES, "base")).isEmpty();
        assertThat(several(TWO_LINES, "abranch@base")).isEmpty();
        assertThat(problemOf(TWO_LINES, "", "base").code()).isEqualTo(RevisionProblem.NOT_A_REVISION);
    }

    @Test
    void aLabelNamesTheRevisionThatCarriesIt() {
        assertThat(one(TWO_LINES, "abranch")).isEqualTo("a");
        assertThat(one(TWO_LINES, "ebranch")).isEqualTo("e");
        assertThat(one(TWO_LINES, "ebranch@ebranch")).isEqualTo("e");
    }

    @Test
    void aLineHasItsOwnHead() {
        assertThat(one(TWO_LINES, "ebranch@head")).isEqualTo("f");
        assertThat(one(TWO_LINES, "abranch@head")).isEqualTo("c");
        assertThat(several(TWO_LINES, "abranch@heads")).isEqualTo("c");
    }

    @Test
    void aLineReachesBackToItsRoot() {
        assertThat(one(TWO_LINES, "ebranch@d")).isEqualTo("d");
        assertThat(one(TWO_LINES, "ebranch@base+1")).isEqualTo("d");
    }

    @Test
    void aLineReachesForwardThroughMerges() {
        assertThat(one(MERGED, "c1branch@head")).isEqualTo("e");
        assertThat(one(MERGED, "c1branch@d")).isEqualTo("d");
    }

    @Test
    void aRevisionOrItsPrefixNamesALineToo() {
        assertThat(one(TWO_LINES, "e@d")).isEqualTo("d");
        assertThat(one(TWO_LINES, "someoth@d")).isEqualTo("d");
        assertThat(one(TWO_LINES, "f@head-1")).isEqualTo("someothername");
    }

    @Test
    void aLineDecidesBetweenIdsThatBeginAlike() {
        assertThat(one(TWO_LINES, "ebranch@some")).isEqualTo("someothername");
        assertThat(one(TWO_LINES, "abranch@some")).isEqualTo("somelongername");
    }

    @Test
    void aPrefixThatFitsSeveralIdsListsThem() {
        RevisionGraph graph = graph("8f2c41aa03b1", "8f2c99b7c0de <- 8f2c41aa03b1");

        Problem problem = problemOf(graph, "", "8f2c");

        assertThat(problem.code()).isEqualTo(RevisionProblem.AMBIGUOUS_PREFIX);
        assertThat(problem.headline()).isEqualTo("\"8f2c\" is the beginning of 2 ids");
        assertThat(problem.details()).containsExactly("8f2c41aa03b1", "8f2c99b7c0de");
        assertThat(one(graph, "8f2c9")).isEqualTo("8f2c99b7c0de");
    }

    @Test
    void anExactIdWinsOverLongerOnesAndMayBeShort() {
        RevisionGraph graph = graph("user", "user_foo <- user", "e <- user_foo", "e2 <- e");

        assertThat(one(graph, "user")).isEqualTo("user");
        assertThat(one(graph, "e")).isEqualTo("e");
    }

    @Test
    void aPrefixNeedsFourCharacters() {
        Problem problem = problemOf(TWO_LINES, "", "ebranch@sos");

        assertThat(problem.code()).isEqualTo(RevisionProblem.UNKNOWN_REVISION);
        assertThat(problem.headline()).isEqualTo("no revision or label is called \"sos\"");
        assertThat(problem.remedy()).contains("needs 4 characters");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestOne() {
        assertThat(problemOf(TWO_LINES, "", "somelongrname").remedy()).isEqualTo("did you mean \"somelongername\"?");
        assertThat(problemOf(TWO_LINES, "", "abrunch@head").remedy()).isEqualTo("did you mean \"abranch\"?");
        assertThat(problemOf(TWO_LINES, "", "HEAD").remedy()).isEqualTo("did you mean \"head\"?");
        assertThat(problemOf(TWO_LINES, "", "abranch@qprstuv").headline())
                .isEqualTo("no revision or label is called \"qprstuv\"");
        assertThat(problemOf(TWO_LINES, "", "x@d").headline()).isEqualTo("no revision or label is called \"x\"");
    }

    @Test
    void aRevisionThatOnlyTheDatabaseHasIsToldAsSuch() {
        Problem problem = problemOf(TWO_LINES, "a future", "future");

        assertThat(problem.headline())
                .isEqualTo("revision \"future\" is applied in the database, and none of the files has it");
    }

    @Test
    void aRevisionOfAnotherLineIsRefused() {
        Problem problem = problemOf(TWO_LINES, "", "ebranch@b");

        assertThat(problem.code()).isEqualTo(RevisionProblem.NOT_IN_LINE);
        assertThat(problem.headline()).isEqualTo("revision \"b\" is not in the line of \"ebranch\"");
    }

    @Test
    void stepsCountForwardAndBackFromAnyRevision() {
        assertThat(one(TWO_LINES, "a+2")).isEqualTo("somelongername");
        assertThat(one(TWO_LINES, "c-1")).isEqualTo("somelongername");
        assertThat(one(TWO_LINES, "ebranch+1")).isEqualTo("someothername");
        assertThat(one(TWO_LINES, "ebranch@head-2")).isEqualTo("e");
        assertThat(several(TWO_LINES, "a-1")).isEmpty();
    }

    @Test
    void stepsWithNothingBeforeThemCountFromWhatIsApplied() {
        assertThat(one(TWO_LINES, "a b", "+1")).isEqualTo("somelongername");
        assertThat(one(TWO_LINES, "a b", "-1")).isEqualTo("a");
        assertThat(one(TWO_LINES, "a b", "current+2")).isEqualTo("c");
        assertThat(one(TWO_LINES, "a b d e", "ebranch@+1")).isEqualTo("someothername");
        assertThat(one(TWO_LINES, "a b d e", "ebranch@-1")).isEqualTo("d");
        assertThat(one(TWO_LINES, "a b", "ebranch@+2")).isEqualTo("e");
    }

    @Test
    void currentIsWhatNothingAppliedStandsOn() {
        assertThat(one(MERGED, "a b", "current")).isEqualTo("b");
        assertThat(one(MERGED, "a b c1 c2", "c1branch@current")).isEqualTo("c1");
        assertThat(problemOf(MERGED, "a b c1 c2", "current").details()).containsExactly("c1", "c2");
        assertThat(problemOf(MERGED, "", "current").code()).isEqualTo(RevisionProblem.NOT_A_REVISION);
    }

    @Test
    void stepsThatCouldGoSeveralWaysNameTheCandidates() {
        Problem forward = problemOf(MERGED, "a b", "+1");
        Problem back = problemOf(MERGED, "", "e-2");
        Problem nowhereYet = problemOf(TWO_LINES, "", "+1");

        assertThat(forward.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(forward.headline()).isEqualTo("\"+1\" could go on to any of 2 revisions");
        assertThat(forward.details()).containsExactly("c1", "c2");
        assertThat(forward.remedy()).endsWith("\"c1@+1\"");
        assertThat(one(MERGED, "a b", "c1@+1")).isEqualTo("c1");
        assertThat(back.details()).containsExactly("c1", "c2");
        assertThat(one(MERGED, "", "c1@e-2")).isEqualTo("c1");
        assertThat(nowhereYet.details()).containsExactly("a", "d");
    }

    @Test
    void bothSidesOfAMergeGoOnToTheMerge() {
        assertThat(one(MERGED, "a b c1 c2", "+1")).isEqualTo("d");
        assertThat(one(MERGED, "a b c1 c2", "+2")).isEqualTo("e");
    }

    @Test
    void stepsTooFarSayHowFarTheWayGoes() {
        Problem back = problemOf(TWO_LINES, "a b", "-99");
        Problem forward = problemOf(TWO_LINES, "", "someothername+5");
        Problem nothing = problemOf(TWO_LINES, "", "-1");

        assertThat(back.code()).isEqualTo(RevisionProblem.TOO_FAR);
        assertThat(back.headline()).isEqualTo("\"-99\" goes too far: only 2 revisions can be counted back from there");
        assertThat(back.remedy()).isEqualTo("write \"-2\"");
        assertThat(forward.headline())
                .isEqualTo("\"someothername+5\" goes too far: only 1 revision can be counted forward from there");
        assertThat(forward.remedy()).isEqualTo("write \"someothername+1\"");
        assertThat(nothing.headline()).startsWith("\"-1\" goes too far: no revision ");
    }

    @Test
    void aRangeIsRefusedWhereOnePlaceIsNeededAndTheOtherWayRound() {
        assertThat(problemOf(TWO_LINES, "", "a:b").code()).isEqualTo(RevisionProblem.WRONG_SHAPE);
        assertThat(catchThrowableOfType(
                                SegueException.class,
                                () -> resolver(TWO_LINES, "").range("a"))
                        .problem()
                        .code())
                .isEqualTo(RevisionProblem.WRONG_SHAPE);
    }

    private static RevisionResolver resolver(RevisionGraph graph, String applied) {
        return new RevisionResolver(graph.applied(ids(applied)));
    }

    private static String one(RevisionGraph graph, String text) {
        return one(graph, "", text);
    }

    private static String one(RevisionGraph graph, String applied, String text) {
        return resolver(graph, applied).one(text).id().value();
    }

    private static String several(RevisionGraph graph, String text) {
        return names(resolver(graph, "").several(text));
    }

    private static Problem problemOf(RevisionGraph graph, String applied, String text) {
        return catchThrowableOfType(
                        SegueException.class, () -> resolver(graph, applied).one(text))
                .problem();
    }
}
