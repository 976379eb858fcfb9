package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Finds out whether a proxy shares server sessions between clients. The pid that the server gave in its greeting is
 * handed on by a direct connection and made up by a proxy; then a second client tells whether it gets the session that
 * the first one has just used.
 */
final class PoolerProbe {

    private static final String BACKEND = "SELECT pg_backend_pid() AS pid";

    private PoolerProbe() {}

    /** What stands between us and the server. */
    enum Route {
        DIRECT,
        /** A proxy that keeps a server session for each client as long as it is connected. */
        SESSION_POOLING,
        /** A proxy that gives out a server session for each transaction. */
        TRANSACTION_POOLING
    }

    static Route routeOf(Session first, Supplier<Session> second) {
        long backend = backendOf(first);
        Optional<Integer> greeted = greetedBackend(first);
        if (greeted.isPresent() && greeted.get() == backend) {
            return Route.DIRECT;
        }
        try (Session other = second.get()) {
            other.execute("BEGIN");
            boolean isShared = backendOf(other) == backend || backendOf(first) != backend;
            other.execute("ROLLBACK");
            return isShared || isMoved(first, backend) ? Route.TRANSACTION_POOLING : Route.SESSION_POOLING;
        }
    }

    /** A pool that gives out its sessions in turn comes round to another one. */
    private static boolean isMoved(Session session, long backend) {
        boolean isElsewhere = backendOf(session) != backend;
        return isElsewhere || backendOf(session) != backend;
    }

    static long backendOf(Session session) {
        return session.query(BACKEND, row -> row.number("pid")).get(0);
    }

    private static Optional<Integer> greetedBackend(Session session) {
        return session.driver(PGConnection.class).map(PGConnection::getBackendPID);
    }
}
