package dev.segue.execution;

import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.operation.RevisionSession;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.step.StepAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the Java code of a revision, and lets it see no more of the session than queries and updates. */
final class CodeCaller implements RevisionSession {

    private final Session session;

    private CodeCaller(Session session) {
        this.session = session;
    }

    static void call(StepAction.CallCode call, PlannedRevision revision, Session session) {
        try {
            call.code().run(new CodeCaller(session));
        } catch (SegueException told) {
            throw told;
        } catch (RuntimeException thrown) {
            throw Problem.of(
                            ExecutionProblem.CODE_FAILED,
                            "Java code of revision " + revision.revision().id() + " (" + call.description() + ") threw "
                                    + thrown.getClass().getSimpleName(),
                            "correct the code in "
                                    + revision.revision().source().location())
                    .saying(thrownAt(thrown))
                    .toException(thrown);
        }
    }

    @Override
    public List<Map<String, @Nullable Object>> query(String sql, @Nullable Object... parameters) {
        return session.query(sql, Row::columns, parameters);
    }

    @Override
    public long update(String sql, @Nullable Object... parameters) {
        return session.update(sql, parameters);
    }

    /** The innermost line; the message of the exception is left out, because it may quote a row. */
    private static List<String> thrownAt(RuntimeException thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? List.of() : List.of("at " + trace[0]);
    }
}
