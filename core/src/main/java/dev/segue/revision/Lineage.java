package dev.segue.revision;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The line of a revision: itself, all that it follows back to the root, and all that follows it, through merges too.
 * Dependencies are no part of it.
 *
 * @param name what the user called it: a label, or an id
 */
record Lineage(String name, Set<RevisionId> members) {

    Lineage {
        members = Set.copyOf(members);
    }

    static Lineage of(RevisionGraph graph, String name, Revision revision) {
        Set<RevisionId> members = new HashSet<>(graph.withAncestors(List.of(revision.id())));
        members.addAll(graph.withDescendants(List.of(revision.id())));
        return new Lineage(name, members);
    }

    boolean contains(Revision revision) {
        return members.contains(revision.id());
    }

    List<Revision> of(Collection<Revision> revisions) {
        return revisions.stream().filter(this::contains).toList();
    }
}
