package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static dev.segue.revision.DrawnHistory.revisions;
import static dev.segue.revision.DrawnHistory.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionGraphTest {

    /** Three lines with roots of their own; two of them depend on the third. */
    private static final RevisionGraph CROSS_DEPENDENCIES = graph(
            "base1",
            "a1a <- base1",
            "b1a <- a1a",
            "a1b <- base1",
            "b1b <- a1b needs a3",
            "base2 #b_2",
            "a2 <- base2",
            "b2 <- a2",
            "c2 <- b2 needs a3",
            "d2 <- c2",
            "base3 #b_3",
            "a3 <- base3",
            "b3 <- a3");

    @Test
    void anEmptyHistoryHasNothing() {
        RevisionGraph graph = graph();

        assertThat(graph.isEmpty()).isTrue();
        assertThat(graph.revisions()).isEmpty();
        assertThat(graph.heads()).isEmpty();
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void headsAndRootsAreTheEndsOfTheLines() {
        RevisionGraph graph = graph("a", "b <- a", "c1 <- b", "c2 <- b", "x");

        assertThat(names(graph.heads())).isEqualTo("c1 c2 x");
        assertThat(names(graph.roots())).isEqualTo("a x");
        assertThat(names(graph.branchPoints())).isEqualTo("b");
    }

    @Test
    void aNewRevisionReplacesTheHeadThatItFollows() {
        RevisionGraph graph = graph("a", "b <- a", "c1 <- b", "c2 <- b", "d1 <- c1");

        assertThat(names(graph.heads())).isEqualTo("d1 c2");
    }

    @Test
    void aMergeHasSeveralParentsAndJoinsTheHeads() {
        RevisionGraph graph = graph("a", "b1 <- a", "b2 <- a", "c <- b2 b1");

        assertThat(names(graph.mergePoints())).isEqualTo("c");
        assertThat(names(graph.heads())).isEqualTo("c");
        assertThat(names(graph.parentsOf(new RevisionId("c")))).isEqualTo("b2 b1");
        assertThat(names(graph.childrenOf(new RevisionId("a")))).isEqualTo("b1 b2");
    }

    @Test
    void aHeadThatAnotherLineDependsOnIsAHeadButNotAnEffectiveOne() {
        RevisionGraph graph = graph("a", "b <- a needs x", "x");

        assertThat(names(graph.heads())).isEqualTo("x b");
        assertThat(names(graph.effectiveHeads())).isEqualTo("b");
    }

    @Test
    void dependenciesAreNamedByIdPrefixOrLabel() {
        RevisionGraph graph = graph("a needs b xuse", "b", "xuser1 #x", "c needs xuser1", "d needs x xuser1");

        assertThat(names(graph.dependenciesOf(new RevisionId("a")))).isEqualTo("b xuser1");
        assertThat(names(graph.dependenciesOf(new RevisionId("d")))).isEqualTo("xuser1");
        assertThat(names(graph.dependentsOf(new RevisionId("xuser1")))).isEqualTo("a c d");
    }

    @Test
    void requirementsIncludeDependenciesAndAncestorsDoNot() {
        assertThat(sorted(CROSS_DEPENDENCIES.withRequirements(ids("d2")))).isEqualTo("a2 a3 b2 base2 base3 c2 d2");
        assertThat(sorted(CROSS_DEPENDENCIES.withAncestors(ids("d2")))).isEqualTo("a2 b2 base2 c2 d2");
        assertThat(sorted(CROSS_DEPENDENCIES.withDependents(ids("a3")))).isEqualTo("a3 b1b b3 c2 d2");
        assertThat(sorted(CROSS_DEPENDENCIES.withDescendants(ids("a3")))).isEqualTo("a3 b3");
    }

    @Test
    void aLineIsFollowedToItsEndBeforeTheNextIsBegun() {
        RevisionGraph graph = graph("a", "b1 <- a", "b2 <- a", "c1 <- b1", "c2 <- b2", "d <- c1 c2", "e <- d");

        assertThat(names(graph.revisions())).isEqualTo("a b1 c1 b2 c2 d e");
    }

    @Test
    void dependenciesComeBeforeTheRevisionsThatNeedThem() {
        assertThat(names(CROSS_DEPENDENCIES.revisions()))
                .isEqualTo("base1 a1a b1a a1b base2 a2 b2 base3 a3 b3 b1b c2 d2");
    }

    @Test
    void aRootThatDependsOnAnotherLineComesAfterIt() {
        RevisionGraph graph = graph("a1", "b1 <- a1", "base0 needs b1");

        assertThat(names(graph.revisions())).isEqualTo("a1 b1 base0");
        assertThat(names(graph("a needs line", "b1", "c1 <- b1 #line", "d1 <- c1")
                        .revisions()))
                .isEqualTo("b1 c1 d1 a");
    }

    @Test
    void theOrderDoesNotDependOnTheOrderInWhichRevisionsAreFound() {
        List<Revision> shuffled = new ArrayList<>(CROSS_DEPENDENCIES.revisions());
        Collections.reverse(shuffled);

        assertThat(RevisionGraph.of(shuffled).revisions()).isEqualTo(CROSS_DEPENDENCIES.revisions());
    }

    @Test
    void idsThatNoRevisionHasAreReportedAndOtherwiseIgnored() {
        Set<RevisionId> applied = ids("zzz base3 nowhere");

        assertThat(sorted(CROSS_DEPENDENCIES.unknownIn(applied))).isEqualTo("nowhere zzz");
        assertThat(sorted(CROSS_DEPENDENCIES.withRequirements(applied))).isEqualTo("base3");
    }

    @Test
    void aLabelCountsForAllThatItsRevisionFollowsAndForAllThatFollowsIt() {
        RevisionGraph graph = graph("a", "b1 <- a #one", "b2 <- a #two", "c <- b1 b2", "d <- c #three", "x");

        assertThat(graph.labelsOf(new RevisionId("a"))).containsExactly("one", "three", "two");
        assertThat(graph.labelsOf(new RevisionId("b1"))).containsExactly("one", "three");
        assertThat(graph.labelsOf(new RevisionId("c"))).containsExactly("one", "three", "two");
        assertThat(graph.labelsOf(new RevisionId("x"))).isEmpty();
    }

    @Test
    void repeatablesAreNotPartOfTheGraph() {
        Revision view = revisions("view").get(0);
        Revision repeatable =
                new Revision(view.id(), List.of(), List.of(), Set.of(), "view", RevisionKind.REPEATABLE, view.source());

        assertThatIllegalArgumentException().isThrownBy(() -> RevisionGraph.of(List.of(repeatable)));
    }
}
