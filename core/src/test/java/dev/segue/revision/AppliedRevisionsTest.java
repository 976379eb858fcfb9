package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static dev.segue.revision.DrawnHistory.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppliedRevisionsTest {

    private static final RevisionGraph DIAMOND = graph("a", "b1 <- a", "b2 <- a", "c <- b1 b2", "d <- c");

    private static final RevisionGraph CROSS_DEPENDENCIES = graph(
            "base1",
            "a1 <- base1",
            "b1 <- a1 needs a3",
            "base2",
            "a2 <- base2",
            "c2 <- a2 needs a3",
            "d2 <- c2",
            "base3",
            "a3 <- base3",
            "b3 <- a3");

    @Test
    void anUpgradeAppliesWhatTheTargetsStandOnOldestFirst() {
        assertThat(names(DIAMOND.applied(ids("")).upgradePath(of(DIAMOND, "d"))))
                .isEqualTo("a b1 b2 c d");
        assertThat(names(DIAMOND.applied(ids("a b2")).upgradePath(of(DIAMOND, "c"))))
                .isEqualTo("b1 c");
        assertThat(DIAMOND.applied(ids("a b1 b2 c d")).upgradePath(of(DIAMOND, "d")))
                .isEmpty();
    }

    @Test
    void anUpgradePullsInDependenciesOfOtherLines() {
        AppliedRevisions nothing = CROSS_DEPENDENCIES.applied(ids(""));

        assertThat(names(nothing.upgradePath(of(CROSS_DEPENDENCIES, "d2")))).isEqualTo("base2 a2 base3 a3 c2 d2");
        assertThat(names(nothing.upgradePath(of(CROSS_DEPENDENCIES, "b3")))).isEqualTo("base3 a3 b3");
    }

    @Test
    void aDowngradeUndoesWhatStandsOnItNewestFirst() {
        AppliedRevisions all = DIAMOND.applied(ids("a b1 b2 c d"));

        assertThat(names(all.downgradePath(of(DIAMOND, "b1")))).isEqualTo("d c b1");
        assertThat(names(all.downgradePath(of(DIAMOND, "a")))).isEqualTo("d c b2 b1 a");
    }

    @Test
    void aDowngradeUndoesDependentsOfOtherLinesFirst() {
        AppliedRevisions all = CROSS_DEPENDENCIES.applied(ids("base1 a1 b1 base2 a2 c2 d2 base3 a3 b3"));

        assertThat(names(all.downgradePath(of(CROSS_DEPENDENCIES, "base3")))).isEqualTo("d2 c2 b1 b3 a3 base3");
        assertThat(names(all.downgradePath(of(CROSS_DEPENDENCIES, "base2")))).isEqualTo("d2 c2 a2 base2");
    }

    @Test
    void whatIsNotAppliedIsNotUndone() {
        assertThat(names(DIAMOND.applied(ids("a b1")).downgradePath(of(DIAMOND, "a"))))
                .isEqualTo("b1 a");
    }

    @Test
    void theNewestAppliedRevisionsAreCurrent() {
        assertThat(DIAMOND.applied(ids("")).current()).isEmpty();
        assertThat(names(DIAMOND.applied(ids("a b1 b2")).current())).isEqualTo("b1 b2");
        assertThat(names(DIAMOND.applied(ids("a b1 b2 c")).current())).isEqualTo("c");
    }

    @Test
    void anAppliedRevisionThatAnotherOneDependsOnIsNotCurrent() {
        assertThat(names(CROSS_DEPENDENCIES.applied(ids("base3 a3 base1 a1")).current()))
                .isEqualTo("a1 a3");
        assertThat(names(CROSS_DEPENDENCIES.applied(ids("base3 a3 base1 a1 b1")).current()))
                .isEqualTo("b1");
    }

    @Test
    void revisionsThatTheFilesDoNotKnowAreReportedAndLeftAlone() {
        AppliedRevisions ahead = DIAMOND.applied(ids("a future b1"));

        assertThat(sorted(ahead.unknown())).isEqualTo("future");
        assertThat(names(ahead.known())).isEqualTo("a b1");
        assertThat(names(ahead.current())).isEqualTo("b1");
        assertThat(names(ahead.pending())).isEqualTo("b2 c d");
        assertThat(names(ahead.upgradePath(of(DIAMOND, "c")))).isEqualTo("b2 c");
        assertThat(names(ahead.downgradePath(of(DIAMOND, "a")))).isEqualTo("b1 a");
    }

    @Test
    void revisionsAppliedOverAHoleAreReportedAndTheHoleIsFilledByAnUpgrade() {
        AppliedRevisions holed = DIAMOND.applied(ids("a b1 c"));

        assertThat(holed.holes()).hasSize(1);
        assertThat(holed.holes().get(0).above().id()).hasToString("c");
        assertThat(names(holed.holes().get(0).notApplied())).isEqualTo("b2");
        assertThat(names(holed.current())).isEqualTo("c");
        assertThat(names(DIAMOND.applied(ids("a d")).current())).isEqualTo("d");
        assertThat(names(holed.upgradePath(of(DIAMOND, "d")))).isEqualTo("b2 d");
    }

    private static Collection<Revision> of(RevisionGraph graph, String names) {
        return List.copyOf(graph.inOrder(ids(names)));
    }
}
