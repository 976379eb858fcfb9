package dev.segue.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A history as one database sees it: which of its revisions are applied, and the ways from there.
 *
 * <p>The database may hold ids that the history does not know, and may miss revisions beneath applied ones. Both are
 * states to report, not failures; no path ever contains an unknown revision.
 */
public final class AppliedRevisions {

    private final RevisionGraph graph;
    private final Set<RevisionId> ids;

    AppliedRevisions(RevisionGraph graph, Collection<RevisionId> ids) {
        this.graph = graph;
        this.ids = Set.copyOf(ids);
    }

    /** An applied revision that stands on revisions which are not applied. */
    public record Hole(Revision above, List<Revision> notApplied) {
        public Hole {
            notApplied = List.copyOf(notApplied);
        }
    }

    public RevisionGraph graph() {
        return graph;
    }

    /** All that the database holds, known to the history or not, sorted. */
    public Set<RevisionId> ids() {
        return Collections.unmodifiableSet(new TreeSet<>(ids));
    }

    public boolean contains(Revision revision) {
        return ids.contains(revision.id());
    }

    /** Applied revisions that the history knows, oldest first. */
    public List<Revision> known() {
        return graph.inOrder(ids);
    }

    /** Applied revisions that the history does not know, sorted. */
    public Set<RevisionId> unknown() {
        return graph.unknownIn(ids);
    }

    /** Revisions not yet applied, oldest first. */
    public List<Revision> pending() {
        List<Revision> pending = new ArrayList<>();
        for (Revision revision : graph.revisions()) {
            if (!contains(revision)) {
                pending.add(revision);
            }
        }
        return List.copyOf(pending);
    }

    /** The newest applied revisions: those that no other applied revision stands on, directly or not. */
    public List<Revision> current() {
        List<Revision> known = known();
        Set<RevisionId> covered = graph.withRequirements(known.stream()
                .flatMap(revision -> graph.requirementsOf(revision.id()).stream())
                .toList());
        return known.stream()
                .filter(revision -> !covered.contains(revision.id()))
                .toList();
    }

    /** The newest applied revisions among these: those that no other one among them follows. Dependents do not count. */
    public List<Revision> newestOf(Set<RevisionId> members) {
        List<Revision> among = known().stream()
                .filter(revision -> members.contains(revision.id()))
                .toList();
        Set<RevisionId> covered = graph.withAncestors(
                among.stream().flatMap(revision -> revision.parents().stream()).toList());
        return among.stream()
                .filter(revision -> !covered.contains(revision.id()))
                .toList();
    }

    /** Where revisions are applied without all of their parents and dependencies, oldest first. */
    public List<Hole> holes() {
        List<Hole> holes = new ArrayList<>();
        for (Revision revision : known()) {
            Set<RevisionId> missing = new HashSet<>(graph.requirementsOf(revision.id()));
            missing.removeAll(ids);
            if (!missing.isEmpty()) {
                holes.add(new Hole(revision, graph.inOrder(missing)));
            }
        }
        return holes;
    }

    /** What is to be applied so that the targets, and all that they stand on, are applied: oldest first. */
    public List<Revision> upgradePath(Collection<Revision> targets) {
        Set<RevisionId> needed = new HashSet<>(graph.withRequirements(Revision.ids(targets)));
        needed.removeAll(ids);
        return graph.inOrder(needed);
    }

    /** What is to be undone so that these, and all that stands on them, are no longer applied: newest first. */
    public List<Revision> downgradePath(Collection<Revision> undone) {
        Set<RevisionId> leaving = new HashSet<>(graph.withDependents(Revision.ids(undone)));
        leaving.retainAll(ids);
        List<Revision> newestFirst = new ArrayList<>(graph.inOrder(leaving));
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }
}
