package dev.segue.revision;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * One node of the history.
 *
 * @param parents the revisions that it follows: none for a root, two or more for a merge
 * @param dependsOn ids (or prefixes of ids) and labels of revisions that must be applied before, without being parents
 * @param labels names for the line that begins here
 * @param message one line for a person
 * @param source where it is kept, and what it asks for
 */
public record Revision(
        RevisionId id,
        List<RevisionId> parents,
        List<String> dependsOn,
        Set<String> labels,
        String message,
        RevisionKind kind,
        RevisionSource source) {

    public Revision {
        parents = List.copyOf(parents);
        dependsOn = List.copyOf(dependsOn);
        labels = Set.copyOf(labels);
    }

    /** Its id and its message, as lists of revisions show it. */
    public String title() {
        return message.isBlank() ? id.value() : id + " \"" + message + "\"";
    }

    static List<RevisionId> ids(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    static List<String> titles(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::title).toList();
    }

    public boolean isRepeatable() {
        return kind == RevisionKind.REPEATABLE;
    }

    public boolean isMerge() {
        return parents.size() > 1;
    }

    public boolean isRoot() {
        return parents.isEmpty();
    }
}
