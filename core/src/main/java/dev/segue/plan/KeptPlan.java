package dev.segue.plan;

import dev.segue.revision.Revision;
import dev.segue.step.Step;
import java.util.List;

/**
 * The steps of a revision as they were worked out when it was begun: what is run from then on, whatever the database
 * looks like in the meantime.
 *
 * @param revisionChecksum of the revision at that time
 * @param steps of all phases, in their places
 */
public record KeptPlan(String revisionChecksum, List<Step> steps, List<Share> shares) {

    public KeptPlan {
        steps = List.copyOf(steps);
        shares = List.copyOf(shares);
    }

    /** True where every statement stands in the revision, so that no other way back is known than what it says. */
    public boolean isAsWritten() {
        return shares.isEmpty();
    }

    /** True where it takes back what was begun in the other direction. */
    public boolean isWayBack() {
        return shares.equals(List.of(Share.WAY_BACK));
    }

    /** True where the file of the revision is not what the steps were worked out from. */
    boolean isEdited(Revision revision) {
        return !revisionChecksum.equals(revision.source().checksum());
    }

    void refuseEdited(Revision revision) {
        if (isEdited(revision)) {
            throw PlanProblem.EDITED_SINCE_BEGUN.with(
                    "revision " + revision.id() + " was edited after it had been begun: "
                            + revision.source().location(),
                    "put the file back as it was, finish it or take it back with `segue downgrade`, then edit it");
        }
    }
}
