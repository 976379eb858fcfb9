package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
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
    Session connect() {
        return dialect.connect(source);
    }

    /** Opens a session of its own for it, which the caller closes. */
    Watchtower watchtower() {
        return dialect.watchtower(source);
    }

    /** @param session in which nothing has been changed */
    SessionKeeper keeperOf(Session session) {
        return SessionKeeper.of(dialect, session, sessionSettings());
    }

    Journal journal() {
        return new Journal(dialect, options.actor());
    }

    /** Opens a session with the settings of a run, which the caller closes. */
    LentSession lend() {
        return LentSession.from(dialect, source, sessionSettings());
    }

    SessionSettings sessionSettings() {
        return new SessionSettings(options.statementTimeout());
    }
}
