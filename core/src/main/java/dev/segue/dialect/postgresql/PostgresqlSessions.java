package dev.segue.dialect.postgresql;

import dev.segue.dialect.SessionBaseline;
import dev.segue.dialect.SessionSettings;
import dev.segue.jdbc.Session;
import dev.segue.jdbc.Session.RoundTrips;
import dev.segue.problem.SegueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** What is set in a session before it changes a database, and how it is left behind. */
final class PostgresqlSessions {

    /** A pool may have set a role or a search path on the connection that it gave us: these are part of it. */
    private static final String SET_BY_WHO_CONNECTED = """
            SELECT format('SET SESSION AUTHORIZATION %I', session_user) AS statement
            UNION ALL
            SELECT format('SET ROLE %s', CASE WHEN role = 'none' THEN 'NONE' ELSE quote_ident(role) END)
            FROM current_setting('role') AS role
            UNION ALL
            SELECT format('SELECT set_config(%L, %L, false)', name, setting)
            FROM pg_settings
            WHERE source = 'session'
            """;

    /** What a role or a database may limit by default must not end a change half-way. Versions differ in what there is. */
    private static final String NO_LIMITS = """
            SELECT set_config(name, CASE name WHEN 'statement_timeout' THEN '{statement_timeout}' ELSE '0' END, false)
            FROM pg_settings
            WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
              'idle_session_timeout', 'transaction_timeout')
            """;

    /** Ends a statement within a second when its runner is gone. Servers on other systems may refuse the setting. */
    private static final String DIE_WITH_THE_RUNNER = """
            SELECT set_config('client_connection_check_interval', '1000', false) WHERE version() LIKE '%linux%'
            """;

    private static final String CLAIM = "SELECT pg_try_advisory_lock(1936025461, 2) AS obtained";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(classid::int, objid::int) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND classid = 1936025461 AND granted";

    private PostgresqlSessions() {}

    /** In two of its modes the driver sends statements without values as they are. */
    static RoundTrips roundTripsOf(Connection connection) {
        try {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return RoundTrips.JOINED;
            }
            return switch (connection.unwrap(PGConnection.class).getPreferQueryMode()) {
                case SIMPLE, EXTENDED_FOR_PREPARED -> RoundTrips.JOINED_AS_TEXT;
                case EXTENDED, EXTENDED_CACHE_EVERYTHING -> RoundTrips.JOINED;
            };
        } catch (SQLException unknown) {
            return RoundTrips.JOINED;
        }
    }

    static SessionBaseline baselineOf(Session session) {
        List<String> set = session.query(SET_BY_WHO_CONNECTED, row -> row.text("statement"));
        List<String> restoration = new ArrayList<>(List.of("RESET SESSION AUTHORIZATION", "RESET ALL", "DISCARD TEMP"));
        restoration.addAll(set);
        return new SessionBaseline(
                restoration,
                Optional.empty(),
                List.of(
                        set.get(0).replace("SET SESSION", "SET LOCAL SESSION"),
                        set.get(1).replace("SET ROLE", "SET LOCAL ROLE")));
    }

    static void settle(Session session, SessionSettings settings) {
        String statementTimeout = String.valueOf(settings.statementTimeout().toMillis());
        session.execute(NO_LIMITS.replace("{statement_timeout}", statementTimeout) + ";" + DIE_WITH_THE_RUNNER);
    }

    /** A lock of the working session itself, which outlives its runner exactly as long as its last statement does. */
    static boolean claim(Session session) {
        return session.query(CLAIM, row -> row.flag("obtained")).get(0);
    }

    static void giveBack(Session session, SessionBaseline baseline) {
        if (session.isClosed()) {
            return;
        }
        try {
            session.execute(String.join(";", baseline.restoration()));
            session.execute(UNLOCK);
        } catch (SegueException lost) {
            session.close();
        }
    }
}
