package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.SessionBaseline;
import dev.segue.dialect.SessionSettings;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.Session;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.List;

/**
 * Keeps the working session as each revision may expect it: settings that a revision makes hold to its end, whatever
 * commits in between, and are gone in the next one.
 */
final class SessionKeeper implements AutoCloseable {

    private final Dialect dialect;
    private final Session session;
    private final SessionSettings settings;
    private final SessionBaseline baseline;
    private boolean mayHaveChanged;

    private SessionKeeper(Dialect dialect, Session session, SessionSettings settings, SessionBaseline baseline) {
        this.dialect = dialect;
        this.session = session;
        this.settings = settings;
        this.baseline = baseline;
    }

    /** Takes a session that nothing has been changed in. */
    static SessionKeeper of(Dialect dialect, Session session, SessionSettings settings) {
        SessionBaseline baseline = dialect.baselineOf(session);
        dialect.settle(session, settings);
        return new SessionKeeper(dialect, session, settings, baseline);
    }

    /** False while another session works on the database. */
    boolean claim() {
        return dialect.claim(session);
    }

    void willRun(Step step) {
        mayHaveChanged |=
                !(step.action() instanceof StepAction.RunStatement run) || dialect.mayChangeSettings(run.statement());
    }

    /** Makes the settings again that an interrupted run had made in its own session. */
    void repeatSettings(Step done) {
        if (done.action() instanceof StepAction.RunStatement run && dialect.onlyChangesSettings(run.statement())) {
            mayHaveChanged = true;
            session.execute(run.statement());
        }
    }

    /** What comes before rows of the journal in a transaction in which a revision may have taken on another role. */
    List<BoundStatement> beforeJournal() {
        return mayHaveChanged
                ? baseline.identity().stream().map(BoundStatement::of).toList()
                : List.of();
    }

    /** Between two revisions. */
    void tidyUp() {
        if (mayHaveChanged) {
            baseline.restoreIn(session);
            dialect.settle(session, settings);
            mayHaveChanged = false;
        }
    }

    /** Between two revisions that share a transaction. */
    void tidyUpInTransaction(Duration lockTimeout) {
        if (mayHaveChanged) {
            tidyUp();
            session.executeAll(dialect.limitingLockWaits(lockTimeout));
        }
    }

    /** Leaves the session as it was found. */
    @Override
    public void close() {
        session.rollback();
        dialect.giveBack(session, baseline);
    }
}
