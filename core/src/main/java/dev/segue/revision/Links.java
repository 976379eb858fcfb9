package dev.segue.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who stands on whom, seen from both sides. */
final class Links {

    private final Map<RevisionId, List<RevisionId>> below;
    private final Map<RevisionId, List<RevisionId>> above;

    private Links(Map<RevisionId, List<RevisionId>> below, Map<RevisionId, List<RevisionId>> above) {
        this.below = below;
        this.above = above;
    }

    /** Keeps the order of what is below; what is above comes in the order of the ids. */
    static Links of(Map<RevisionId, List<RevisionId>> below) {
        Map<RevisionId, List<RevisionId>> sorted = new TreeMap<>();
        Map<RevisionId, List<RevisionId>> above = new TreeMap<>();
        below.forEach((id, feet) -> sorted.put(id, feet.stream().distinct().toList()));
        sorted.forEach((id, feet) -> feet.forEach(
                foot -> above.computeIfAbsent(foot, any -> new ArrayList<>()).add(id)));
        return new Links(sorted, above);
    }

    /** These links and the others; on both sides these come first. */
    Links and(Links others) {
        return new Links(joined(below, others.below), joined(above, others.above));
    }

    /** All ids, sorted. */
    Set<RevisionId> ids() {
        return below.keySet();
    }

    List<RevisionId> below(RevisionId id) {
        return below.getOrDefault(id, List.of());
    }

    List<RevisionId> above(RevisionId id) {
        return above.getOrDefault(id, List.of());
    }

    /**
     * The starting points and all that can be reached from them. Asks for the neighbours of each revision once, and does
     * not recurse: a history may be one chain of many thousands.
     */
    static Set<RevisionId> reach(
            Collection<RevisionId> starts, Function<RevisionId, ? extends Collection<RevisionId>> neighbours) {
        Set<RevisionId> reached = new LinkedHashSet<>(starts);
        Deque<RevisionId> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (RevisionId neighbour : neighbours.apply(open.removeFirst())) {
                if (reached.add(neighbour)) {
                    open.addLast(neighbour);
                }
            }
        }
        return reached;
    }

    private static Map<RevisionId, List<RevisionId>> joined(
            Map<RevisionId, List<RevisionId>> first, Map<RevisionId, List<RevisionId>> second) {
        Map<RevisionId, List<RevisionId>> joined = new TreeMap<>(first);
        second.forEach((id, neighbours) -> joined.merge(id, neighbours, Links::union));
        return joined;
    }

    private static List<RevisionId> union(List<RevisionId> first, List<RevisionId> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
