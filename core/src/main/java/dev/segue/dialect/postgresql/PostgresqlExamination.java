package dev.segue.dialect.postgresql;

import dev.segue.dialect.Examination;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at a PostgreSQL server the way a careful person does before a deployment. It only reads. */
final class PostgresqlExamination {

    private static final int OLDEST_TESTED = 14;
    private static final int NEWEST_TESTED = 18;
    private static final Duration TOLERATED_CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private static final String FACTS = """
            SELECT current_setting('server_version') AS version,
              current_setting('server_version_num')::int / 10000 AS major,
              pg_is_in_recovery() AS is_standby,
              current_setting('default_transaction_read_only')::boolean AS is_read_only,
              current_setting('server_encoding') AS encoding,
              current_user AS role,
              current_database() AS database,
              has_database_privilege(current_database(), 'CREATE') AS may_create,
              to_regclass('segue.revision') IS NOT NULL AS has_journal,
              clock_timestamp() AS now,
              (SELECT count(*) FROM pg_index WHERE NOT indisvalid) AS invalid_indexes,
              (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()) AS prepared,
              (SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND xact_start < clock_timestamp() - interval '1 min') AS old_transactions
            """;

    private static final String JOURNAL_RIGHTS = """
            SELECT has_table_privilege('segue.revision', 'INSERT')
                AND has_table_privilege('segue.revision', 'DELETE') AS may_write
            """;

    private final PostgresqlDialect dialect;
    private final ConnectionSource source;
    private final List<Examination> examinations = new ArrayList<>();

    PostgresqlExamination(PostgresqlDialect dialect, ConnectionSource source) {
        this.dialect = dialect;
        this.source = source;
    }

    List<Examination> examine() {
        try (Session session = dialect.connect(source)) {
            examinations.add(Examination.fine("connection", "connected to " + source.display()));
            session.query(FACTS, row -> {
                examineServer(row);
                examineRights(row, session);
                examineState(row);
                return row;
            });
            examineRoute(session);
        }
        return List.copyOf(examinations);
    }

    private void examineServer(Row facts) {
        long major = facts.number("major");
        String version = "PostgreSQL " + facts.text("version");
        examinations.add(
                major < OLDEST_TESTED
                        ? Examination.warning(
                                "version", version + " is older than what Segue is tested on", "upgrade to 14 or later")
                        : major > NEWEST_TESTED
                                ? Examination.warning(
                                        "version",
                                        version + " is newer than what this Segue is tested on",
                                        "look for a newer Segue")
                                : Examination.fine("version", version));
        boolean isReadOnly = facts.flag("is_standby") || facts.flag("is_read_only");
        examinations.add(
                isReadOnly
                        ? Examination.trouble(
                                "role of the server",
                                facts.flag("is_standby")
                                        ? "this is a read-only standby"
                                        : "transactions are read-only by default",
                                "connect to the primary server, with a session that may write")
                        : Examination.fine("role of the server", "primary, accepts writes"));
        Duration difference =
                Duration.between(facts.instant("now"), Instant.now()).abs();
        examinations.add(
                difference.compareTo(TOLERATED_CLOCK_DIFFERENCE) > 0
                        ? Examination.warning(
                                "clock",
                                "the clocks of this machine and the server differ by " + difference.toSeconds() + " s",
                                "synchronise the clocks; Segue itself uses the server's")
                        : Examination.fine(
                                "clock", "within " + TOLERATED_CLOCK_DIFFERENCE.toSeconds() + " s of the server's"));
        examinations.add(
                facts.text("encoding").equals("UTF8")
                        ? Examination.fine("encoding", "UTF8")
                        : Examination.warning(
                                "encoding",
                                "the database is encoded in " + facts.text("encoding"),
                                "keep revisions to characters that it knows"));
    }

    private void examineRights(Row facts, Session session) {
        String role = facts.text("role");
        if (!facts.flag("has_journal")) {
            examinations.add(
                    facts.flag("may_create")
                            ? Examination.fine("permissions", role + " may create the journal's schema \"segue\"")
                            : Examination.trouble(
                                    "permissions",
                                    role + " may not create a schema in " + facts.text("database"),
                                    "GRANT CREATE ON DATABASE \"" + facts.text("database") + "\" TO \"" + role + "\""));
            return;
        }
        boolean mayWrite =
                session.query(JOURNAL_RIGHTS, row -> row.flag("may_write")).get(0);
        examinations.add(
                mayWrite
                        ? Examination.fine("permissions", role + " may write the journal")
                        : Examination.trouble(
                                "permissions",
                                role + " may not write the journal in schema \"segue\"",
                                "use the user that created it, or GRANT ALL ON ALL TABLES IN SCHEMA segue TO \"" + role
                                        + "\""));
    }

    private void examineState(Row facts) {
        examinations.add(
                facts.number("invalid_indexes") == 0
                        ? Examination.fine("indexes", "all are valid")
                        : Examination.warning(
                                "indexes",
                                facts.number("invalid_indexes")
                                        + " invalid, left behind by concurrent builds that failed",
                                "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid; then drop or rebuild them"));
        examinations.add(
                facts.number("old_transactions") == 0
                        ? Examination.fine("transactions", "none is open for longer than a minute")
                        : Examination.warning(
                                "transactions",
                                facts.number("old_transactions")
                                        + " open for longer than a minute: changes of the tables they use will wait",
                                "SELECT pid, usename, state, xact_start FROM pg_stat_activity ORDER BY xact_start"));
        if (facts.number("prepared") > 0) {
            examinations.add(Examination.warning(
                    "prepared transactions",
                    facts.number("prepared") + " are waiting to be committed, and keep their locks until then",
                    "SELECT * FROM pg_prepared_xacts; then COMMIT PREPARED or ROLLBACK PREPARED"));
        }
    }

    private void examineRoute(Session session) {
        PoolerProbe.Route route = PoolerProbe.routeOf(session, () -> dialect.connect(source));
        examinations.add(
                switch (route) {
                    case DIRECT -> Examination.fine("proxy", "none");
                    case SESSION_POOLING -> Examination.fine("proxy", "a pool in session mode, which is fine");
                    case TRANSACTION_POOLING ->
                        Examination.trouble(
                                "proxy",
                                "a pool in transaction mode: a lock or a setting would not stay ours",
                                "connect to the server itself, or to a pool in session mode");
                });
        if (route != PoolerProbe.Route.TRANSACTION_POOLING) {
            examineLock();
        }
    }

    private void examineLock() {
        Session session = dialect.connect(source);
        try (PostgresqlWatchtower watchtower = new PostgresqlWatchtower(session, dialect.baselineOf(session))) {
            examinations.add(watchtower
                    .lockHolder()
                    .map(holder -> Examination.warning(
                            "migration lock", "held by " + holder, "wait for it; a second runner waits by itself"))
                    .orElseGet(() -> Examination.fine("migration lock", "free")));
        }
    }
}
