package dev.segue.dialect;

import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;

/** A session for a while, in which nothing limits a change. Closing it leaves it as it was found, for a pool. */
public final class LentSession implements AutoCloseable {

    private final Dialect dialect;
    private final Session session;
    private final SessionBaseline baseline;

    private LentSession(Dialect dialect, Session session, SessionBaseline baseline) {
        this.dialect = dialect;
        this.session = session;
        this.baseline = baseline;
    }

    /** @throws SegueException when the database cannot be reached */
    public static LentSession from(Dialect dialect, ConnectionSource source, SessionSettings settings) {
        Session session = dialect.connect(source);
        try {
            SessionBaseline baseline = dialect.baselineOf(session);
            dialect.settle(session, settings);
            return new LentSession(dialect, session, baseline);
        } catch (SegueException failure) {
            session.close();
            throw failure;
        }
    }

    public Session session() {
        return session;
    }

    @Override
    public void close() {
        session.rollback();
        dialect.giveBack(session, baseline);
        session.close();
    }
}
