package dev.segue.plan;

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
}
