package dev.segue.revision.java;

import dev.segue.revision.RevisionHeader;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a {@link RevisionHeader} says, whether it was read from source or from a class. */
record JavaHeader(
        RevisionId id,
        List<RevisionId> parents,
        String message,
        RevisionKind kind,
        Set<String> labels,
        List<String> dependsOn,
        TransactionWish transactionWish) {

    JavaHeader {
        parents = List.copyOf(new LinkedHashSet<>(parents));
        labels = Set.copyOf(labels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** @throws IllegalArgumentException when an id is none */
    static JavaHeader of(RevisionHeader annotation) {
        List<RevisionId> parents = new ArrayList<>();
        for (String parent : annotation.parent()) {
            parents.add(new RevisionId(parent));
        }
        return new JavaHeader(
                new RevisionId(annotation.id()),
                parents,
                annotation.message(),
                annotation.kind(),
                new LinkedHashSet<>(List.of(annotation.label())),
                List.of(annotation.dependsOn()),
                annotation.transaction());
    }

    boolean isMerge() {
        return parents.size() > 1;
    }
}
