package dev.segue.plan;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.problem.SegueException;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.List;

/** What shows in a finished plan and would otherwise show only when the steps before have run. */
final class Checked {

    private Checked() {}

    static Plan plan(Plan plan, TransactionScope scope) {
        plan.revisions().forEach(Checked::requireReadableRestraints);
        if (scope == TransactionScope.RUN) {
            plan.revisions().stream()
                    .filter(planned -> !planned.isAtomic())
                    .findFirst()
                    .ifPresent(planned -> {
                        throw PlanProblem.NOT_IN_ONE_TRANSACTION.with(
                                "one transaction for the whole run was asked for, but revision "
                                        + planned.revision().id() + " holds " + offending(planned),
                                "run with one transaction for each revision");
                    });
        }
        return plan;
    }

    private static void requireReadableRestraints(PlannedRevision planned) {
        for (Step step : planned.allSteps()) {
            if (step.action() instanceof StepAction.FillRows fill) {
                try {
                    Restraint.read(fill.settings().throttles());
                } catch (SegueException unreadable) {
                    throw unreadable
                            .problem()
                            .saying(List.of("asked for by revision "
                                    + planned.revision().id() + ": " + step.summary()))
                            .toException();
                }
            }
        }
    }

    private static String offending(PlannedRevision planned) {
        return planned.allSteps().stream()
                .filter(step -> step.transactionMode() != TransactionMode.SHARED)
                .findFirst()
                .map(step -> "a statement that cannot share it: " + step.summary())
                .orElse("-- segue:no-transaction");
    }
}
