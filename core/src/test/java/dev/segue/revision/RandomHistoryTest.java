package dev.segue.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every history, tried on many. */
class RandomHistoryTest {

    private static final int REVISIONS = 142;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 40; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRevisionComesOnceAndAfterAllThatItStandsOn(long seed) {
        RevisionGraph graph = RevisionGraph.of(new RandomHistory(seed).revisions(REVISIONS));
        Set<RevisionId> seen = new HashSet<>();

        for (Revision revision : graph.revisions()) {
            assertThat(seen)
                    .containsAll(Revision.ids(graph.parentsOf(revision.id())))
                    .containsAll(Revision.ids(graph.dependenciesOf(revision.id())));
            assertThat(seen.add(revision.id())).isTrue();
        }
        assertThat(seen).hasSize(REVISIONS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderIsTheSameHoweverTheRevisionsAreFound(long seed) {
        RandomHistory random = new RandomHistory(seed);
        List<Revision> revisions = random.revisions(REVISIONS);

        assertThat(RevisionGraph.of(random.shuffled(revisions)).revisions())
                .isEqualTo(RevisionGraph.of(revisions).revisions());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aNewRevisionLeavesTheOrderOfAllOthersAsItWas(long seed) {
        List<Revision> revisions = new RandomHistory(seed).revisions(REVISIONS);
        List<Revision> without = revisions.subList(0, REVISIONS - 1);

        List<Revision> order = new ArrayList<>(RevisionGraph.of(revisions).revisions());
        order.remove(revisions.get(REVISIONS - 1));

        assertThat(order).isEqualTo(RevisionGraph.of(without).revisions());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLineWithoutForksAndDependenciesIsNotInterrupted(long seed) {
        RevisionGraph graph = RevisionGraph.of(new RandomHistory(seed).revisions(REVISIONS));
        List<Revision> order = graph.revisions();

        for (int i = 1; i < order.size(); i++) {
            List<Revision> children = graph.childrenOf(order.get(i - 1).id());
            if (children.size() == 1
                    && !children.get(0).isMerge()
                    && graph.dependenciesOf(children.get(0).id()).isEmpty()) {
                assertThat(order.get(i)).isEqualTo(children.get(0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void headsAndRootsEncloseTheWholeHistory(long seed) {
        RevisionGraph graph = RevisionGraph.of(new RandomHistory(seed).revisions(REVISIONS));

        assertThat(graph.withAncestors(Revision.ids(graph.heads()))).hasSize(REVISIONS);
        assertThat(graph.withRequirements(Revision.ids(graph.effectiveHeads()))).hasSize(REVISIONS);
        assertThat(graph.withDescendants(Revision.ids(graph.roots()))).hasSize(REVISIONS);
        assertThat(graph.heads()).containsAll(graph.effectiveHeads());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatAnUpgradeAppliesADowngradeUndoesInReverse(long seed) {
        RandomHistory random = new RandomHistory(seed);
        RevisionGraph graph = RevisionGraph.of(random.revisions(REVISIONS));
        AppliedRevisions before =
                graph.applied(graph.withRequirements(Revision.ids(random.some(graph.revisions(), 5))));

        List<Revision> path = before.upgradePath(random.some(graph.revisions(), 5));
        Set<RevisionId> reached = new HashSet<>(before.ids());
        for (Revision step : path) {
            assertThat(reached).containsAll(Revision.ids(graph.parentsOf(step.id())));
            assertThat(reached.add(step.id())).isTrue();
        }
        List<Revision> back = new ArrayList<>(graph.applied(reached).downgradePath(path));

        Collections.reverse(back);
        assertThat(back).isEqualTo(path);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDowngradeNeverLeavesARevisionWithoutWhatItStandsOn(long seed) {
        RandomHistory random = new RandomHistory(seed);
        RevisionGraph graph = RevisionGraph.of(random.revisions(REVISIONS));
        Set<RevisionId> applied =
                new HashSet<>(graph.withRequirements(Revision.ids(random.some(graph.revisions(), 9))));

        for (Revision undone : graph.applied(applied).downgradePath(random.some(graph.inOrder(applied), 3))) {
            applied.remove(undone.id());
            assertThat(graph.applied(applied).holes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fromBaseToHeadsAndBackIsTheWholeHistory(long seed) {
        RevisionGraph graph = RevisionGraph.of(new RandomHistory(seed).revisions(REVISIONS));
        List<Revision> reversed = new ArrayList<>(graph.revisions());
        Collections.reverse(reversed);

        assertThat(new RevisionPaths(graph.applied(Set.of())).upgrade("heads")).isEqualTo(graph.revisions());
        assertThat(new RevisionPaths(graph.applied(Revision.ids(reversed))).downgrade("base"))
                .isEqualTo(reversed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStampToARevisionIsWhatADowngradeOrAnUpgradeToItWouldLeave(long seed) {
        RandomHistory random = new RandomHistory(seed);
        RevisionGraph graph = RevisionGraph.of(random.revisions(REVISIONS));
        AppliedRevisions before =
                graph.applied(graph.withRequirements(Revision.ids(random.some(graph.revisions(), 9))));
        RevisionPaths paths = new RevisionPaths(before);

        for (Revision target : random.some(graph.revisions(), 20)) {
            Stamp stamp = paths.stamp(List.of(target.id().value()));

            if (before.contains(target)) {
                assertThat(stamp.added()).isEmpty();
                assertThat(stamp.removed())
                        .isEqualTo(Revision.ids(paths.downgrade(target.id().value())));
            } else {
                assertThat(stamp.added()).isEqualTo(paths.upgrade(target.id().value()));
                assertThat(stamp.removed()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRevisionIsFoundByItsIdItsBeginningAndWithinItsOwnLine(long seed) {
        RevisionGraph graph = RevisionGraph.of(new RandomHistory(seed).revisions(REVISIONS));
        RevisionResolver resolver = new RevisionResolver(graph.applied(Set.of()));

        for (Revision revision : graph.revisions()) {
            String id = revision.id().value();
            assertThat(resolver.one(id)).isEqualTo(revision);
            assertThat(resolver.one(id.substring(0, 4))).isEqualTo(revision);
            assertThat(resolver.one(id + "@" + id)).isEqualTo(revision);
            for (String label : graph.labelsOf(revision.id())) {
                assertThat(resolver.one(label + "@" + id)).isEqualTo(revision);
            }
        }
    }
}
