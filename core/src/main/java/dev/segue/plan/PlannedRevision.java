package dev.segue.plan;

import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.List;

/**
 * One revision on the way, with the steps that it takes on this database. A downgrade that has nothing to undo has none.
 *
 * @param scope how much of it commits at once
 */
public record PlannedRevision(Revision revision, Direction direction, TransactionScope scope, List<Step> steps) {

    public PlannedRevision {
        steps = List.copyOf(steps);
    }

    /** True when all of it and its journal row can commit at once. */
    public boolean isAtomic() {
        if (scope == TransactionScope.STATEMENT) {
            return false;
        }
        for (Step step : steps) {
            if (step.transactionMode() != TransactionMode.SHARED) {
                return false;
            }
        }
        return true;
    }
}
