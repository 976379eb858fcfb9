package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.revision.Direction;
import java.util.List;

/** The ordered work for a target. Nothing is executed that was not first a step in a plan. */
public record Plan(Direction direction, List<PlannedRevision> revisions) {

    public Plan {
        revisions = List.copyOf(revisions);
    }

    public boolean isEmpty() {
        return revisions.isEmpty();
    }

    /** What its contractions take away that statements may still speak of. */
    public List<OldName> leaving() {
        return revisions.stream()
                .flatMap(revision -> revision.leaving().stream())
                .distinct()
                .toList();
    }

    public int stepCount() {
        return revisions.stream().mapToInt(revision -> revision.steps().size()).sum();
    }
}
