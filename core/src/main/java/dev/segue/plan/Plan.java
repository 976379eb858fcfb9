package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.revision.Direction;
import java.util.List;
import java.util.function.Predicate;

/** The ordered work for a target. Nothing is executed that was not first a step in a plan. */
public record Plan(Direction direction, List<PlannedRevision> revisions) {

    public Plan {
        revisions = List.copyOf(revisions);
    }

    public boolean isEmpty() {
        return revisions.isEmpty();
    }

    /** What its contractions take away, now or later, that statements may still speak of. */
    public List<OldName> leaving() {
        return leaving(revision -> true);
    }

    /** The same without what is left for a later contraction. */
    public List<OldName> leavingNow() {
        return leaving(revision -> !revision.leavesContraction());
    }

    private List<OldName> leaving(Predicate<PlannedRevision> wanted) {
        return revisions.stream()
                .filter(wanted)
                .flatMap(revision -> revision.leaving().stream())
                .distinct()
                .toList();
    }

    public int stepCount() {
        return revisions.stream().mapToInt(revision -> revision.steps().size()).sum();
    }
}
