package dev.segue.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories far longer than a thread's stack is deep; work is counted, not timed. */
class LongHistoryTest {

    private static final int LENGTH = 20_000;

    @Test
    void aLongChainIsWalkedWithoutRecursion() {
        List<Revision> chain = chain();
        RevisionGraph graph = RevisionGraph.of(chain);
        RevisionPaths fromNothing = new RevisionPaths(graph.applied(Set.of()));
        RevisionPaths fromAll = new RevisionPaths(graph.applied(Revision.ids(chain)));

        assertThat(fromNothing.upgrade("head")).isEqualTo(chain);
        assertThat(fromNothing.upgrade("+" + LENGTH)).isEqualTo(chain);
        assertThat(fromAll.downgrade("base")).hasSize(LENGTH);
        assertThat(fromAll.downgrade("-" + LENGTH)).hasSize(LENGTH);
        assertThat(new RevisionResolver(graph.applied(Set.of())).range("r5:head-5"))
                .hasSize(LENGTH - 10);
    }

    @Test
    void aLongCycleIsFoundWithoutRecursion() {
        List<Revision> chain = new ArrayList<>(chain());
        chain.set(0, DrawnHistory.revision("r0 <- r" + (LENGTH - 1)));

        assertThat(RevisionGraph.problemsIn(chain)).hasSize(1);
    }

    @Test
    void orderingAsksForEachNeighbourhoodAFixedNumberOfTimes() {
        CountingLinks links = new CountingLinks(chainLinks());

        TopologicalOrder.of(links);

        assertThat(links.asked).isLessThanOrEqualTo(3 * LENGTH);
    }

    @Test
    void reachingAsksForEachNeighbourhoodOnce() {
        CountingLinks links = new CountingLinks(chainLinks());

        Links.reach(List.of(new RevisionId("r" + (LENGTH - 1))), links::below);

        assertThat(links.asked).isEqualTo(LENGTH);
    }

    private static List<Revision> chain() {
        List<Revision> chain = new ArrayList<>();
        for (int number = 0; number < LENGTH; number++) {
            chain.add(DrawnHistory.revision(number == 0 ? "r0" : "r" + number + " <- r" + (number - 1)));
        }
        return chain;
    }

    private static Map<RevisionId, List<RevisionId>> chainLinks() {
        Map<RevisionId, List<RevisionId>> below = new LinkedHashMap<>();
        chain().forEach(revision -> below.put(revision.id(), revision.parents()));
        return below;
    }

    private static final class CountingLinks extends Links {

        private int asked;

        CountingLinks(Map<RevisionId, List<RevisionId>> below) {
            super(Links.of(below));
        }

        @Override
        List<RevisionId> below(RevisionId id) {
            asked++;
            return super.below(id);
        }

        @Override
        List<RevisionId> above(RevisionId id) {
            asked++;
            return super.above(id);
        }
    }
}
