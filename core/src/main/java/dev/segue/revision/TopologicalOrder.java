package dev.segue.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which revisions are applied: whatever a revision stands on comes before it.
 *
 * <p>Among the orders that this leaves open, a line is followed to its end before the next one is begun, so that branches
 * are not interleaved; where several revisions could come next, the smaller id does. The order depends on nothing else,
 * and a new revision on top of a head leaves the order of all others as it was.
 */
final class TopologicalOrder {

    private TopologicalOrder() {}

    /** All revisions that do not stand on a cycle, oldest first. Looks at each link twice and does not recurse. */
    static List<RevisionId> of(Links links) {
        Map<RevisionId, Integer> waitingFor = new HashMap<>();
        Deque<RevisionId> ready = new ArrayDeque<>();
        for (RevisionId id : links.ids()) {
            int waiting = links.below(id).size();
            waitingFor.put(id, waiting);
            if (waiting == 0) {
                ready.addLast(id);
            }
        }

        List<RevisionId> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            RevisionId next = ready.removeFirst();
            order.add(next);
            List<RevisionId> freed = new ArrayList<>();
            for (RevisionId above : links.above(next)) {
                if (waitingFor.merge(above, -1, Integer::sum) == 0) {
                    freed.add(above);
                }
            }
            for (int last = freed.size() - 1; last >= 0; last--) {
                ready.addFirst(freed.get(last));
            }
        }
        return order;
    }

    /**
     * One cycle, if there is any: each revision stands on the one after it and the last one on the first, which is the
     * smallest of them.
     */
    static List<RevisionId> cycleIn(Links links) {
        Set<RevisionId> stuck = new LinkedHashSet<>(links.ids());
        of(links).forEach(stuck::remove);
        if (stuck.isEmpty()) {
            return List.of();
        }
        List<RevisionId> walked = new ArrayList<>();
        Map<RevisionId, Integer> positions = new HashMap<>();
        RevisionId here = stuck.iterator().next();
        while (!positions.containsKey(here)) {
            positions.put(here, walked.size());
            walked.add(here);
            here = links.below(here).stream()
                    .filter(stuck::contains)
                    .findFirst()
                    .orElseThrow();
        }
        return startingAtTheSmallest(walked.subList(positions.getOrDefault(here, 0), walked.size()));
    }

    private static List<RevisionId> startingAtTheSmallest(List<RevisionId> cycle) {
        int smallest = cycle.indexOf(cycle.stream().min(RevisionId::compareTo).orElseThrow());
        List<RevisionId> turned = new ArrayList<>(cycle.subList(smallest, cycle.size()));
        turned.addAll(cycle.subList(0, smallest));
        return turned;
    }
}
