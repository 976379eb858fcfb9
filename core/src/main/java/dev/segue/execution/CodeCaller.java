package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.TransactionControl;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.operation.RevisionSession;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.step.StepAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the Java code of a revision, and lets it see no more of the session than queries and updates. */
final class CodeCaller implements RevisionSession {

    private final PlannedRevision revision;
    private final Dialect dialect;
    private final Session session;
    private String lastSeen = "";

    private CodeCaller(PlannedRevision revision, Dialect dialect, Session session) {
        this.revision = revision;
        this.dialect = dialect;
        this.session = session;
    }

    static void call(StepAction.CallCode call, PlannedRevision revision, Workplace place) {
        try {
            call.code().run(new CodeCaller(revision, place.dialect(), place.session()));
        } catch (SegueException told) {
            throw told;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
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
        refuseTransactionControl(sql);
        return session.query(sql, Row::columns, parameters);
    }

    @Override
    public long update(String sql, @Nullable Object... parameters) {
        refuseTransactionControl(sql);
        return session.update(sql, parameters);
    }

    /** The transaction belongs to the revision and its row in the journal. Code in a loop sends the same text again. */
    private void refuseTransactionControl(String sql) {
        if (sql.equals(lastSeen)) {
            return;
        }
        SourceText source = new SourceText(revision.revision().source().location(), sql);
        for (SqlStatement statement : SqlScanner.scan(source, dialect.syntax()).statements()) {
            if (dialect.transactionControlOf(statement) != TransactionControl.NONE) {
                throw ExecutionProblem.CODE_FAILED.with(
                        "Java code of revision " + revision.revision().id() + " sends \""
                                + statement.text().strip()
                                + "\", which ends or begins the transaction that Segue runs the revision in",
                        "take the statement out of "
                                + revision.revision().source().location());
            }
        }
        lastSeen = sql;
    }

    /** The innermost line; the message of the exception is left out, because it may quote a row. */
    private static List<String> thrownAt(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? List.of() : List.of("at " + trace[0]);
    }
}
