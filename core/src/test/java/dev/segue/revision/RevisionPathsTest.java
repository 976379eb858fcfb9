package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RevisionPathsTest {

    private static final RevisionGraph BRANCHED =
            graph("a", "b <- a", "c1 <- b #left", "d1 <- c1", "c2 <- b #right", "d2 <- c2");

    private static final RevisionGraph MERGED =
            graph("a", "b <- a", "c1 <- b #left", "c2 <- b #right", "d <- c1 c2", "e <- d");

    private static final RevisionGraph DEPENDENT = graph(
            "base1",
            "a1a <- base1",
            "a1b <- base1",
            "b1b <- a1b needs a3",
            "base2 #b_2",
            "a2 <- base2",
            "c2 <- a2 needs a3",
            "d2 <- c2",
            "base3 #b_3",
            "a3 <- base3",
            "b3 <- a3");

    private static final String ALL_DEPENDENT = "base1 a1a a1b b1b base2 a2 c2 d2 base3 a3 b3";

    @Test
    void anUpgradeGoesToHeadsARevisionOrSomeSteps() {
        assertThat(upgrade(BRANCHED, "a", "heads")).isEqualTo("b c1 d1 c2 d2");
        assertThat(upgrade(BRANCHED, "a b", "left@head")).isEqualTo("c1 d1");
        assertThat(upgrade(BRANCHED, "", "b")).isEqualTo("a b");
        assertThat(upgrade(BRANCHED, "", "+2")).isEqualTo("a b");
        assertThat(upgrade(BRANCHED, "a b", "right@+1")).isEqualTo("c2");
        assertThat(upgrade(BRANCHED, "a", "d2-1")).isEqualTo("b c2");
    }

    @Test
    void anUpgradeToWhatIsAppliedHasNothingToDo() {
        assertThat(upgrade(BRANCHED, "a b c1", "b")).isEmpty();
        assertThat(upgrade(graph(), "", "head")).isEmpty();
        assertThat(upgrade(graph(), "", "heads")).isEmpty();
    }

    @Test
    void anUpgradeWithinOneLinePullsInItsDependencies() {
        assertThat(upgrade(DEPENDENT, "", "b_2@head")).isEqualTo("base2 a2 base3 a3 c2 d2");
        assertThat(upgrade(DEPENDENT, "base2 a2 base3", "b_2@+1")).isEqualTo("a3 c2");
    }

    @Test
    void anUpgradeCountsOnAlongTheOnlyLineThatIsNotFinished() {
        assertThat(upgrade(DEPENDENT, "base1 a1a a1b b1b base3 a3", "+1")).isEqualTo("b3");
    }

    @Test
    void anUpgradeDoesNotGoBack() {
        assertThat(problem(() -> upgrade(BRANCHED, "a b", "-1")).code()).isEqualTo(RevisionProblem.WRONG_DIRECTION);
        assertThat(problem(() -> upgrade(BRANCHED, "a b", "base")).remedy()).startsWith("run `segue downgrade base`");
    }

    @Test
    void aDowngradeToARevisionUndoesAllThatFollowsIt() {
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2", "b")).isEqualTo("c2 d1 c1");
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2", "c1")).isEqualTo("d1");
        assertThat(downgrade(BRANCHED, "a b c1 d1", "d1")).isEmpty();
    }

    @Test
    void aDowngradeWithinALineLeavesTheOthersAlone() {
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2 d2", "left@b")).isEqualTo("d1 c1");
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2 d2", "left@-1")).isEqualTo("d1");
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2 d2", "left@-2")).isEqualTo("d1 c1");
        assertThat(downgrade(BRANCHED, "a b c1 d1 c2 d2", "right@c2")).isEqualTo("d2");
    }

    @Test
    void aDowngradeToBaseUndoesEverythingOrOneLineToItsRoot() {
        assertThat(downgrade(BRANCHED, "a b c1 c2", "base")).isEqualTo("c2 c1 b a");
        assertThat(downgrade(DEPENDENT, ALL_DEPENDENT, "b_2@base")).isEqualTo("d2 c2 a2 base2");
        assertThat(downgrade(DEPENDENT, ALL_DEPENDENT, "a1a@base")).isEqualTo("b1b a1b a1a base1");
        assertThat(downgrade(BRANCHED, "", "base")).isEmpty();
    }

    @Test
    void aDowngradeUndoesTheDependentsInOtherLinesFirst() {
        assertThat(downgrade(DEPENDENT, ALL_DEPENDENT, "b_3@base")).isEqualTo("d2 c2 b1b b3 a3 base3");
        assertThat(downgrade(DEPENDENT, ALL_DEPENDENT, "b_3@-2")).isEqualTo("d2 c2 b1b b3 a3");
    }

    @Test
    void aDowngradeToARevisionKeepsWhatDependsOnItWithoutFollowingIt() {
        assertThat(downgrade(DEPENDENT, ALL_DEPENDENT, "a3")).isEqualTo("b3");
    }

    @Test
    void theNewestRevisionIsTheOneThatNothingStandsOn() {
        assertThat(downgrade(DEPENDENT, "base3 a3 base1 a1b b1b", "-1")).isEqualTo("b1b");
    }

    @Test
    void aMergeIsUndoneBackToItsParents() {
        assertThat(downgrade(MERGED, "a b c1 c2 d", "-1")).isEqualTo("d");
        assertThat(downgrade(MERGED, "a b c1 c2 d e", "-2")).isEqualTo("e d");
        assertThat(downgrade(MERGED, "a b c1 c2 d e", "c1")).isEqualTo("e d");
        assertThat(downgrade(MERGED, "a b c1 c2 d e", "b")).isEqualTo("e d c2 c1");
    }

    @Test
    void beneathAMergeTheLineMustBeNamed() {
        Problem problem = problem(() -> downgrade(MERGED, "a b c1 c2 d", "-2"));

        assertThat(problem.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(problem.details()).containsExactly("c1", "c2");
        assertThat(problem.remedy()).endsWith("\"c1@-2\"");
        assertThat(downgrade(MERGED, "a b c1 c2 d", "c1@-2")).isEqualTo("d c1");
        assertThat(downgrade(MERGED, "a b c1 c2 d", "right@-2")).isEqualTo("d c2");
    }

    @Test
    void withSeveralNewestRevisionsADowngradeBySeveralStepsGuessesNothing() {
        Problem problem = problem(() -> downgrade(BRANCHED, "a b c1 c2", "-1"));

        assertThat(problem.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(problem.details()).containsExactly("c1", "c2");
    }

    @Test
    void aDowngradeByStepsCountsOnlyWhatIsApplied() {
        assertThat(downgrade(BRANCHED, "a b d1", "-2")).isEqualTo("d1 b");
        assertThat(downgrade(BRANCHED, "a b", "-2")).isEqualTo("b a");
        assertThat(problem(() -> downgrade(BRANCHED, "a b", "-3")).headline())
                .isEqualTo("\"-3\" goes too far: only 2 revisions can be counted back from there");
        assertThat(problem(() -> downgrade(BRANCHED, "b d1", "-3")).remedy()).isEqualTo("write \"-2\"");
    }

    @Test
    void aDowngradeDoesNotGoForward() {
        assertThat(problem(() -> downgrade(BRANCHED, "a", "+1")).code()).isEqualTo(RevisionProblem.WRONG_DIRECTION);

        Problem ahead = problem(() -> downgrade(BRANCHED, "a b", "c1"));

        assertThat(ahead.code()).isEqualTo(RevisionProblem.NOT_APPLIED);
        assertThat(ahead.headline()).isEqualTo("revision \"c1\" is not applied, so there is no way back to it");
    }

    @Test
    void aDowngradeGoesToOnePlaceOnly() {
        assertThat(problem(() -> downgrade(BRANCHED, "a b c1 d1 c2 d2", "heads"))
                        .code())
                .isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
    }

    @Test
    void nothingIsUndoneBeneathRevisionsThatTheFilesDoNotKnow() {
        Problem problem = problem(() -> downgrade(BRANCHED, "a b future", "a"));

        assertThat(problem.code()).isEqualTo(RevisionProblem.DATABASE_IS_AHEAD);
        assertThat(problem.code().kind()).isEqualTo(ProblemKind.REFUSED);
        assertThat(problem.headline()).contains("\"future\"");
        assertThat(upgrade(BRANCHED, "a b future", "c1")).isEqualTo("c1");
    }

    @Test
    void aScriptLeadsFromOnePlaceToAnotherWhateverTheDatabaseHolds() {
        RevisionPaths paths = paths(BRANCHED, "a b c1");

        assertThat(names(paths.upgradeScript("left@head"))).isEqualTo("a b c1 d1");
        assertThat(names(paths.upgradeScript("b:left@head"))).isEqualTo("c1 d1");
        assertThat(names(paths.upgradeScript("b:"))).isEqualTo("c1 d1 c2 d2");
        assertThat(names(paths.upgradeScript("a:+1"))).isEqualTo("b");
        assertThat(names(paths.upgradeScript("current:left@head"))).isEqualTo("d1");
        assertThat(names(paths.upgradeScript("a:current"))).isEqualTo("b c1");
        assertThat(names(paths.downgradeScript("d1:b"))).isEqualTo("d1 c1");
        assertThat(names(paths.downgradeScript("d1:-1"))).isEqualTo("d1");
        assertThat(names(paths.downgradeScript("c1:"))).isEqualTo("c1 b a");
        assertThat(names(paths.downgradeScript(":right@b"))).isEqualTo("d2 c2");
        assertThat(names(paths.downgradeScript("d1:current"))).isEqualTo("d1");
    }

    @Test
    void aScriptThatGoesBackMustKnowWhereItBegins() {
        assertThat(problem(() -> paths(BRANCHED, "a b").downgradeScript("a")).remedy())
                .contains("\"head:a\"");
        assertThat(problem(() -> paths(BRANCHED, "").downgradeScript("a:b")).code())
                .isEqualTo(RevisionProblem.NOT_APPLIED);
    }

    private static String upgrade(RevisionGraph graph, String applied, String target) {
        return names(paths(graph, applied).upgrade(target));
    }

    private static String downgrade(RevisionGraph graph, String applied, String target) {
        return names(paths(graph, applied).downgrade(target));
    }

    private static RevisionPaths paths(RevisionGraph graph, String applied) {
        return new RevisionPaths(graph.applied(ids(applied)));
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(SegueException.class, call).problem();
    }
}
