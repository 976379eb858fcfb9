package dev.segue.revision;

import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The revisions of a history and how they stand on each other: each on its parents, and on what it depends on.
 *
 * <p>A graph is sound once it exists: every parent and dependency is in it, names are unique and there is no cycle. Lists
 * of revisions come in the order in which they would be applied, oldest first.
 */
public final class RevisionGraph {

    private final Map<RevisionId, Revision> ordered;
    private final RevisionNames names;
    private final Links parents;
    private final Links dependencies;
    private final Links requirements;

    private RevisionGraph(GraphInspection inspection) {
        this.names = inspection.names();
        this.parents = inspection.parentLinks();
        this.dependencies = inspection.dependencyLinks();
        this.requirements = inspection.requirementLinks();
        this.ordered = new LinkedHashMap<>();
        for (RevisionId id : inspection.order()) {
            ordered.put(id, names.byId(id.value()).orElseThrow());
        }
    }

    /**
     * Ties revisions together, given in any order.
     *
     * @throws dev.segue.problem.SegueException for the first of {@link #problemsIn}, which names the others too
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        requireNoRepeatables(revisions);
        return of(GraphInspection.of(revisions));
    }

    static RevisionGraph of(GraphInspection inspection) {
        inspection.requireSound();
        return new RevisionGraph(inspection);
    }

    /** Everything that keeps these revisions from being a graph. */
    public static List<Problem> problemsIn(Collection<Revision> revisions) {
        requireNoRepeatables(revisions);
        return GraphInspection.of(revisions).problems();
    }

    /** In the order in which they would be applied. */
    public List<Revision> revisions() {
        return List.copyOf(ordered.values());
    }

    public boolean isEmpty() {
        return ordered.isEmpty();
    }

    public boolean contains(RevisionId id) {
        return ordered.containsKey(id);
    }

    public Optional<Revision> find(RevisionId id) {
        return Optional.ofNullable(ordered.get(id));
    }

    /** Revisions without parents. */
    public List<Revision> roots() {
        return where(Revision::isRoot);
    }

    /** Revisions without children. */
    public List<Revision> heads() {
        return where(revision -> parents.above(revision.id()).isEmpty());
    }

    /** Heads that nothing depends on either: who applies these has applied everything. */
    public List<Revision> effectiveHeads() {
        return where(revision -> requirements.above(revision.id()).isEmpty());
    }

    /** Revisions with several children. */
    public List<Revision> branchPoints() {
        return where(revision -> parents.above(revision.id()).size() > 1);
    }

    /** Revisions with several parents. */
    public List<Revision> mergePoints() {
        return where(Revision::isMerge);
    }

    /** In the order in which the revision names them. */
    public List<Revision> parentsOf(RevisionId id) {
        return listed(parents.below(id));
    }

    public List<Revision> childrenOf(RevisionId id) {
        return listed(parents.above(id));
    }

    /** What the revision depends on without following it, each prefix and label resolved. */
    public List<Revision> dependenciesOf(RevisionId id) {
        return listed(dependencies.below(id));
    }

    /** The revisions that depend on this one without following it. */
    public List<Revision> dependentsOf(RevisionId id) {
        return listed(dependencies.above(id));
    }

    /** The labels of the lines that this revision belongs to, sorted: those before it and those after it. */
    public Set<String> labelsOf(RevisionId id) {
        Set<String> labels = new TreeSet<>();
        Stream.concat(withAncestors(List.of(id)).stream(), withDescendants(List.of(id)).stream())
                .forEach(member -> labels.addAll(find(member).orElseThrow().labels()));
        return labels;
    }

    /** These and all that they follow, without dependencies. */
    public Set<RevisionId> withAncestors(Collection<RevisionId> ids) {
        return Links.reach(knownOf(ids), parents::below);
    }

    /** These and all that follow them, without dependents. */
    public Set<RevisionId> withDescendants(Collection<RevisionId> ids) {
        return Links.reach(knownOf(ids), parents::above);
    }

    /** These and all that must be applied before them. */
    public Set<RevisionId> withRequirements(Collection<RevisionId> ids) {
        return Links.reach(knownOf(ids), requirements::below);
    }

    /** These and all that cannot stay when they are undone. */
    public Set<RevisionId> withDependents(Collection<RevisionId> ids) {
        return Links.reach(knownOf(ids), requirements::above);
    }

    /** Those of the ids that no revision has, sorted: the database is ahead of the files, or the files are incomplete. */
    public Set<RevisionId> unknownIn(Collection<RevisionId> applied) {
        Set<RevisionId> unknown = new TreeSet<>(applied);
        unknown.removeAll(ordered.keySet());
        return unknown;
    }

    /** Those of the revisions whose ids are in the set. */
    public List<Revision> inOrder(Set<RevisionId> ids) {
        return where(revision -> ids.contains(revision.id()));
    }

    /** This history as a database sees it that has applied these revisions. */
    public AppliedRevisions applied(Collection<RevisionId> applied) {
        return new AppliedRevisions(this, applied);
    }

    /** What must be applied before this revision: its parents, then its dependencies. */
    List<RevisionId> requirementsOf(RevisionId id) {
        return requirements.below(id);
    }

    RevisionNames names() {
        return names;
    }

    private List<Revision> where(Predicate<Revision> wanted) {
        List<Revision> found = new ArrayList<>();
        for (Revision revision : ordered.values()) {
            if (wanted.test(revision)) {
                found.add(revision);
            }
        }
        return List.copyOf(found);
    }

    private List<Revision> listed(List<RevisionId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    private List<RevisionId> knownOf(Collection<RevisionId> ids) {
        return ids.stream().filter(ordered::containsKey).toList();
    }

    private static void requireNoRepeatables(Collection<Revision> revisions) {
        for (Revision revision : revisions) {
            if (revision.isRepeatable()) {
                throw new IllegalArgumentException("a repeatable revision has no place in the graph: " + revision.id());
            }
        }
    }
}
