package dev.segue.revision;

import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the files hold: the revisions that stand on each other, and those that are run again whenever their
 * text changes.
 *
 * @param repeatables in the order in which they are run, after all others: by message, then by id
 */
public record History(RevisionGraph graph, List<Revision> repeatables) {

    public History {
        repeatables = List.copyOf(repeatables);
    }

    /**
     * @param revisions of all kinds, in any order
     * @throws dev.segue.problem.SegueException for the first of {@link #problemsIn}, which names the others too
     */
    public static History of(Collection<Revision> revisions) {
        GraphInspection inspection = GraphInspection.of(revisions);
        return new History(RevisionGraph.of(inspection), repeatablesAmong(revisions));
    }

    private static List<Revision> repeatablesAmong(Collection<Revision> revisions) {
        List<Revision> repeatables = new ArrayList<>();
        for (Revision revision : revisions) {
            if (revision.isRepeatable()) {
                repeatables.add(revision);
            }
        }
        if (!repeatables.isEmpty()) {
            repeatables.sort(Comparator.comparing(Revision::message).thenComparing(Revision::id));
        }
        return repeatables;
    }

    /** Everything that keeps these revisions from being a history. */
    public static List<Problem> problemsIn(Collection<Revision> revisions) {
        return GraphInspection.of(revisions).problems();
    }

    public Optional<Revision> find(RevisionId id) {
        return graph.find(id)
                .or(() -> repeatables.stream()
                        .filter(revision -> revision.id().equals(id))
                        .findFirst());
    }

    /** The graph as a database sees it that has applied these; repeatables among them are left out. */
    public AppliedRevisions applied(Collection<RevisionId> applied) {
        Set<RevisionId> inGraph = new HashSet<>(applied);
        for (Revision repeatable : repeatables) {
            inGraph.remove(repeatable.id());
        }
        return graph.applied(inGraph);
    }
}
