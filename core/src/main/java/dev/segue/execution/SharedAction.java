package dev.segue.execution;

import dev.segue.plan.PlannedRevision;
import dev.segue.step.StepAction;
import dev.segue.verification.Requirement;

/** Does what a step does that commits together with its journal row. Returns the number of rows that were changed. */
record SharedAction(Workplace place, PlannedRevision revision) implements StepAction.Visitor<Long> {

    @Override
    public Long visit(StepAction.RunStatement action) {
        return place.dialect().execute(place.session(), action.statement());
    }

    @Override
    public Long visit(StepAction.CallCode action) {
        CodeCaller.call(action, revision, place);
        return 0L;
    }

    @Override
    public Long visit(StepAction.FillRows action) {
        throw new IllegalStateException("batches commit by themselves: " + action.table());
    }

    @Override
    public Long visit(StepAction.RequireNone action) {
        Requirement.check(place.session(), action);
        return 0L;
    }
}
