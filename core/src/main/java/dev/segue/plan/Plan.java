package dev.segue.plan;

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

    public int stepCount() {
        return revisions.stream().mapToInt(revision -> revision.steps().size()).sum();
    }
}
