package dev.segue.verification;

import dev.segue.dialect.Uses;
import dev.segue.jdbc.Session;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.step.StepAction;
import java.util.List;

/** That no row stands against what comes next. */
public final class Requirement {

    private Requirement() {}

    /** @throws SegueException with what offends, when anything does */
    public static void check(Session session, StepAction.RequireNone required) {
        List<String> offences = session.query(Uses.OURS + " " + required.query(), row -> row.text("offence"));
        if (!offences.isEmpty()) {
            throw Problem.of(
                            VerificationProblem.ROWS_OFFEND,
                            "this is not so: " + required.expectation(),
                            required.remedy())
                    .saying(offences)
                    .toException();
        }
    }
}
