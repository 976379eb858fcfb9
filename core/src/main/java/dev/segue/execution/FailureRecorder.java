package dev.segue.execution;

import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.step.TransactionScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes a failure into the journal's log, and says in its message what it left behind. */
final class FailureRecorder {

    private final Workplace place;

    FailureRecorder(Workplace place) {
        this.place = place;
    }

    SegueException recorded(SegueException failure, PlannedRevision revision, Duration duration) {
        if (place.cancellation().isRequested() && isEndedFromOutside(failure.problem())) {
            return Cancellation.stopped();
        }
        log(failure.problem(), revision, duration);
        return explained(failure, revision);
    }

    private void log(Problem problem, PlannedRevision revision, Duration duration) {
        Session session = place.session();
        if (session.isClosed()) {
            return;
        }
        String remark = problem.code().code() + ": " + problem.headline();
        BoundStatement entry = place.journal().failed(revision.revision().id(), duration, remark);
        try {
            session.update(entry.sql(), entry.values().toArray());
        } catch (SegueException notEvenThat) {
            // The failure itself is what matters; it is on its way to the caller.
            return;
        }
    }

    /** A server that speaks another language than English does not tell the two apart. */
    private static boolean isEndedFromOutside(Problem problem) {
        return problem.code() == DatabaseProblem.CANCELLED || problem.code() == DatabaseProblem.STATEMENT_TIMEOUT;
    }

    private static SegueException explained(SegueException failure, PlannedRevision revision) {
        Problem problem = failure.problem();
        List<String> details = new ArrayList<>(problem.details());
        String way = revision.direction() == Direction.UPGRADE ? "upgrade" : "downgrade";
        details.add("in the " + way + " of revision " + revision.revision().id() + ", \""
                + revision.revision().message() + "\"; " + whatIsLeft(problem, revision));
        Problem told = new Problem(problem.code(), problem.headline(), problem.remedy(), problem.excerpt(), details);
        return told.toException(failure);
    }

    /** A connection that is lost during a commit does not tell whether it was carried out. */
    private static String whatIsLeft(Problem problem, PlannedRevision revision) {
        if (problem.code() == DatabaseProblem.CONNECTION_LOST) {
            return "what was not committed is rolled back, and the next run looks at what is there before it goes on";
        }
        if (revision.scope() == TransactionScope.RUN) {
            return "nothing was changed by this run";
        }
        return revision.isAtomic()
                ? "nothing of it was changed"
                : "its finished steps stay, and the next run goes on behind them";
    }
}
