package dev.segue.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who stands on whom, seen from both sides. */
class Links {

    private final Map<RevisionId, List<RevisionId>> below;
    private final Map<RevisionId, List<RevisionId>> above;

    private Links(Map<RevisionId, List<RevisionId>> below, Map<RevisionId, List<RevisionId>> above) {
        this.below = below;
        this.above = above;
    }

    Links(Links same) {
        this(same.below, same.above);
    }

    /** Keeps the order: what is above a revision comes in the order in which the ids come here. */
    static Links of(Map<RevisionId, List<RevisionId>> below) {
        Map<RevisionId, List<RevisionId>> above = new HashMap<>();
        for (Map.Entry<RevisionId, List<RevisionId>> links : below.entrySet()) {
            for (RevisionId foot : links.getValue()) {
                above.computeIfAbsent(foot, any -> new ArrayList<>()).add(links.getKey());
            }
        }
        return new Links(new LinkedHashMap<>(below), above);
    }

    /** These links and the others, between the same revisions; on both sides these come first. */
    Links and(Links others) {
        if (others.above.isEmpty()) {
            return this;
        }
        Map<RevisionId, List<RevisionId>> allBelow = new LinkedHashMap<>();
        Map<RevisionId, List<RevisionId>> allAbove = new HashMap<>();
        for (RevisionId id : ids()) {
            allBelow.put(id, union(below(id), others.below(id)));
            allAbove.put(id, union(above(id), others.above(id)));
        }
        return new Links(allBelow, allAbove);
    }

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

    private static List<RevisionId> union(List<RevisionId> first, List<RevisionId> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
