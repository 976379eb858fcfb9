package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RevisionPlacementTest {

    private static final RevisionPlacement EMPTY = placement();
    private static final RevisionPlacement CHAIN = placement("a", "abcdef <- a #shop");
    private static final RevisionPlacement BRANCHED = placement("a", "b <- a", "c1 <- b #left", "c2 <- b");

    @Test
    void theFirstRevisionFollowsNothingAndTheNextOneTheHead() {
        assertThat(EMPTY.onHead()).isEmpty();
        assertThat(EMPTY.on("head")).isEmpty();
        assertThat(CHAIN.onHead()).hasToString("[abcdef]");
    }

    @Test
    void withSeveralHeadsOneMustBeNamed() {
        Problem problem = problem(BRANCHED::onHead);

        assertThat(problem.code()).isEqualTo(RevisionProblem.SEVERAL_REVISIONS);
        assertThat(problem.headline()).isEqualTo("there are 2 heads, and a new revision follows one of them");
        assertThat(problem.details()).containsExactly("c1", "c2");
        assertThat(BRANCHED.on("left@head")).hasToString("[c1]");
        assertThat(BRANCHED.on("c2")).hasToString("[c2]");
    }

    @Test
    void aBranchIsBegunOnlyOnPurpose() {
        Problem problem = problem(() -> CHAIN.on("a"));

        assertThat(problem.code()).isEqualTo(RevisionProblem.NOT_A_HEAD);
        assertThat(problem.headline()).isEqualTo("revision \"a\" is not a head: \"abcdef\" follows it");
        assertThat(CHAIN.spliced("a")).hasToString("[a]");
        assertThat(CHAIN.spliced("head-1")).hasToString("[a]");
    }

    @Test
    void aLineOfItsOwnBeginsAtBase() {
        assertThat(CHAIN.on("base")).isEmpty();
    }

    @Test
    void aMergeJoinsTwoHeadsOrMore() {
        assertThat(BRANCHED.merging(List.of("heads"))).hasToString("[c1, c2]");
        assertThat(BRANCHED.merging(List.of("c2", "left"))).hasToString("[c1, c2]");
        assertThat(problem(() -> BRANCHED.merging(List.of("c1", "left"))).headline())
                .isEqualTo("there is nothing to merge: only \"c1\" is meant");
        assertThat(problem(() -> CHAIN.merging(List.of("heads"))).code()).isEqualTo(RevisionProblem.NOTHING_TO_MERGE);
        assertThat(problem(() -> EMPTY.merging(List.of("heads"))).headline()).isEqualTo("there is nothing to merge");
        assertThat(problem(() -> BRANCHED.merging(List.of("b", "c1"))).code()).isEqualTo(RevisionProblem.NOT_A_HEAD);
    }

    @Test
    void dependenciesAreWrittenAsWholeIdsOrAsLabels() {
        assertThat(CHAIN.dependingOn(List.of("abcd", "shop", "a", "abcdef"))).containsExactly("abcdef", "shop", "a");
    }

    @Test
    void aChosenIdMustBeFreeAndUsable() {
        assertThat(CHAIN.called("add_users")).hasToString("add_users");
        assertThat(problem(() -> CHAIN.called("ABCDEF")).headline())
                .isEqualTo("the id \"ABCDEF\" is taken by revision \"abcdef\" in abcdef.sql");
        assertThat(problem(() -> CHAIN.called("shop")).code()).isEqualTo(RevisionProblem.UNUSABLE_NAME);
        assertThat(problem(() -> CHAIN.called("a-1")).headline()).startsWith("\"a-1\" cannot be the id");
        assertThat(problem(() -> CHAIN.called("../etc/passwd")).code()).isEqualTo(RevisionProblem.UNUSABLE_NAME);
        assertThat(problem(() -> CHAIN.called("head")).headline()).contains("the word means something else");
    }

    @Test
    void chosenLabelsMustBeFreeAndUsable() {
        assertThat(CHAIN.labelled(List.of("stock"))).containsExactly("stock");
        assertThat(problem(() -> CHAIN.labelled(List.of("shop"))).headline())
                .isEqualTo("the label \"shop\" is taken by revision \"abcdef\" in abcdef.sql");
        assertThat(problem(() -> CHAIN.labelled(List.of("a"))).code()).isEqualTo(RevisionProblem.UNUSABLE_NAME);
        assertThat(problem(() -> CHAIN.labelled(List.of("base"))).code()).isEqualTo(RevisionProblem.UNUSABLE_NAME);
        assertThat(problem(() -> CHAIN.labelled(List.of("a@b"))).code()).isEqualTo(RevisionProblem.UNUSABLE_NAME);
    }

    private static RevisionPlacement placement(String... lines) {
        return new RevisionPlacement(graph(lines).applied(ids("")));
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(SegueException.class, call).problem();
    }
}
