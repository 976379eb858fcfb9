package dev.segue.revision.file;

import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import java.util.List;

/**
 * A revision that is about to get a file.
 *
 * @param parents two or more make it a merge
 * @param message one line for a person; may be empty
 */
public record NewRevision(
        RevisionId id,
        List<RevisionId> parents,
        List<String> dependsOn,
        List<String> labels,
        String message,
        RevisionKind kind) {

    public NewRevision {
        parents = List.copyOf(parents);
        dependsOn = List.copyOf(dependsOn);
        labels = List.copyOf(labels);
        message = OneLine.of(message.replaceAll("\\s+", " ").strip());
        if (kind == RevisionKind.REPEATABLE) {
            throw new IllegalArgumentException("Segue's own format has no repeatable revisions");
        }
    }

    /** A schema revision without parents. */
    public static NewRevision of(RevisionId id, String message) {
        return new NewRevision(id, List.of(), List.of(), List.of(), message, RevisionKind.SCHEMA);
    }

    public NewRevision after(List<RevisionId> newParents) {
        return new NewRevision(id, newParents, dependsOn, labels, message, kind);
    }

    public NewRevision dependingOn(List<String> newDependsOn) {
        return new NewRevision(id, parents, newDependsOn, labels, message, kind);
    }

    public NewRevision labelled(List<String> newLabels) {
        return new NewRevision(id, parents, dependsOn, newLabels, message, kind);
    }

    public NewRevision ofKind(RevisionKind newKind) {
        return new NewRevision(id, parents, dependsOn, labels, message, newKind);
    }

    boolean isMerge() {
        return parents.size() > 1;
    }
}
