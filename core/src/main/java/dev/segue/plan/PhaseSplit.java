package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.operation.Phase;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.step.Step;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which steps of a revision are run now, which are left for later, and what state that leaves it in. */
record PhaseSplit(Drafts drafts, Set<Phase> phases) {

    PlannedRevision of(
            Revision revision,
            Direction direction,
            TransactionScope scope,
            List<Step> steps,
            List<Share> shares,
            boolean isKept) {
        List<Step> now = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        for (Step step : steps) {
            (phases.contains(step.phase()) ? now : later).add(step);
        }
        return new PlannedRevision(
                revision,
                direction,
                scope,
                now,
                later,
                shares,
                leaving(drafts, revision, direction, steps, shares),
                ending(direction, later),
                isKept);
    }

    static List<OldName> leaving(
            Drafts drafts, Revision revision, Direction direction, List<Step> steps, List<Share> shares) {
        if (shares.isEmpty() || steps.stream().noneMatch(step -> step.phase() == Phase.CONTRACT)) {
            return List.of();
        }
        return Leaving.with(steps, shares, drafts.of(revision, direction).intentions());
    }

    private static Ending ending(Direction direction, List<Step> later) {
        if (later.isEmpty()) {
            return direction == Direction.UPGRADE ? Ending.APPLIED : Ending.REVERTED;
        }
        boolean isOnlyContraction = later.stream().allMatch(step -> step.phase() == Phase.CONTRACT);
        return isOnlyContraction ? Ending.HELD : Ending.UNFINISHED;
    }
}
