package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.jdbc.ConnectionSource;
import java.util.random.RandomGenerator;

/**
 * What whoever changes a database is given to do it with.
 *
 * @param listener who is told of it
 * @param cancellation what stops it
 * @param random for pauses of different lengths
 */
public record Commission(
        Dialect dialect,
        ConnectionSource source,
        ExecutionOptions options,
        ExecutionListener listener,
        Cancellation cancellation,
        RandomGenerator random) {

    /** Opens a session, which the caller closes. */
    LentSession lend() {
        return LentSession.from(dialect, source, sessionSettings());
    }

    SessionSettings sessionSettings() {
        return new SessionSettings(options.statementTimeout());
    }
}
