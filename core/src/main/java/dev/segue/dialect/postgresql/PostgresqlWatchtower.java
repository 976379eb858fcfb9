package dev.segue.dialect.postgresql;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.LockTarget;
import dev.segue.dialect.SessionBaseline;
import dev.segue.dialect.StatementProgress;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An advisory lock on a connection that never opens a transaction: one that did would hold up every concurrent index
 * build in the database, ours included.
 */
final class PostgresqlWatchtower implements Watchtower {

    /** Advisory locks are counted per database; the pair of keys spells "segue" and the number of the journal's format. */
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(1936025461, 1) AS obtained";

    /** The first key is the watchtower's, the second the working session's, which may outlive its runner. */
    private static final String HOLDER = """
            SELECT a.pid, a.usename, a.application_name, a.client_addr, a.backend_start
            FROM pg_locks l
              JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory'
              AND l.classid = 1936025461
              AND l.objid IN (1, 2)
              AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.pid <> pg_backend_pid()
            ORDER BY l.objid
            """;

    private static final String SESSION_COLUMNS = """
            SELECT DISTINCT a.pid, a.usename, a.application_name, coalesce(a.state, a.backend_type) AS state,
              coalesce(a.xact_start::text, '') AS mark,
              (extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, clock_timestamp())) * 1000)::bigint AS age_ms,
              left(a.query, 300) AS query,
              a.backend_type = 'autovacuum worker' AS is_autovacuum
            """;

    private static final String BLOCKERS = SESSION_COLUMNS + """
            FROM unnest(pg_blocking_pids(?::int)) AS blocking (pid)
              JOIN pg_stat_activity a ON a.pid = blocking.pid
            """;

    private static final String HOLDERS = SESSION_COLUMNS + """
            FROM pg_locks l
              JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation'
              AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.relation = to_regclass(?)
              AND (?::boolean OR l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareLock'))
              AND a.xact_start < clock_timestamp() - ?::bigint * interval '1 ms'
            """;

    private static final String STILL_THERE = SESSION_COLUMNS + """
            FROM pg_stat_activity a
            WHERE a.pid = ?::int
              AND a.xact_start::text = ?
            """;

    private static final String INDEX_PROGRESS = """
            SELECT phase, blocks_done, blocks_total, tuples_done, tuples_total, lockers_done, lockers_total
            FROM pg_stat_progress_create_index
            WHERE pid = ?::int
            """;

    /** Made when something waits: the pattern is slow to make. */
    private static final class Values {

        /** Values as they can stand in a statement that was cut off somewhere; names in quotes are matched to be kept. */
        static final Pattern VALUE = Pattern.compile("""
                (?<name>"(?:[^"]|"")*"?)
                |[eE]'(?:[^'\\\\]|\\\\.|'')*+'?
                |'(?:[^']|'')*+'?
                |(?<tag>\\$\\w*\\$).*?(?:\\k<tag>|$)
                |--[^\\n]*
                |/\\*.*?(?:\\*/|$)
                |\\b\\d[\\w.]*""", Pattern.COMMENTS | Pattern.DOTALL);
    }

    private final Session session;
    private final SessionBaseline baseline;

    PostgresqlWatchtower(Session session, SessionBaseline baseline) {
        this.session = session;
        this.baseline = baseline;
    }

    @Override
    public synchronized boolean tryLock() {
        return session.query(TRY_LOCK, row -> row.flag("obtained")).get(0);
    }

    @Override
    public synchronized Optional<String> lockHolder() {
        return session
                .query(
                        HOLDER,
                        row -> "session " + row.number("pid") + " of "
                                + row.maybeText("usename").orElse("?")
                                + row.maybeText("application_name")
                                        .map(name -> " (" + name + ")")
                                        .orElse("")
                                + row.maybeText("client_addr")
                                        .map(from -> " from " + from)
                                        .orElse("")
                                + row.maybeText("backend_start")
                                        .map(since -> ", connected since " + since)
                                        .orElse(""))
                .stream()
                .findFirst();
    }

    @Override
    public synchronized boolean isAlive() {
        try {
            session.execute("SELECT 1");
            return true;
        } catch (SegueException lost) {
            return false;
        }
    }

    @Override
    public synchronized List<Blocker> blockersOf(String sessionId) {
        return session.query(BLOCKERS, PostgresqlWatchtower::blocker, sessionId);
    }

    @Override
    public synchronized List<Blocker> holdersOf(List<LockTarget> targets, Duration olderThan) {
        List<Blocker> holders = new ArrayList<>();
        for (LockTarget target : targets) {
            boolean isEveryone = target.strength() == LockTarget.Strength.BLOCKS_EVERYONE;
            holders.addAll(session.query(
                    HOLDERS, PostgresqlWatchtower::blocker, target.relation(), isEveryone, olderThan.toMillis()));
        }
        return holders;
    }

    @Override
    public synchronized List<Blocker> stillThere(List<Blocker> seen) {
        List<Blocker> remaining = new ArrayList<>();
        for (Blocker blocker : seen) {
            remaining.addAll(session.query(
                    STILL_THERE, PostgresqlWatchtower::blocker, blocker.sessionId(), blocker.transactionMark()));
        }
        return remaining;
    }

    @Override
    public synchronized Optional<StatementProgress> progressOf(String sessionId) {
        return session.query(INDEX_PROGRESS, PostgresqlWatchtower::progress, sessionId).stream()
                .findFirst()
                .map(progress -> new StatementProgress(
                        progress.phase(), progress.done(), progress.total(), progress.unit(), blockersOf(sessionId)));
    }

    @Override
    public synchronized void close() {
        PostgresqlSessions.giveBack(session, baseline);
        session.close();
    }

    private static StatementProgress progress(Row row) {
        String phase = row.text("phase");
        if (row.number("tuples_total") > 0) {
            return new StatementProgress(
                    phase, row.number("tuples_done"), row.number("tuples_total"), "rows", List.of());
        }
        if (row.number("blocks_total") > 0) {
            return new StatementProgress(
                    phase, row.number("blocks_done"), row.number("blocks_total"), "blocks", List.of());
        }
        return new StatementProgress(
                phase, row.number("lockers_done"), row.number("lockers_total"), "sessions", List.of());
    }

    private static Blocker blocker(Row row) {
        return new Blocker(
                String.valueOf(row.number("pid")),
                row.text("mark"),
                row.maybeText("usename"),
                row.maybeText("application_name").filter(name -> !name.isEmpty()),
                row.maybeText("state").orElse("state not visible"),
                Duration.ofMillis(row.number("age_ms")),
                row.maybeText("query").filter(sql -> !sql.isBlank()).map(PostgresqlWatchtower::withoutValues),
                row.flag("is_autovacuum"));
    }

    static String withoutValues(String query) {
        Matcher value = Values.VALUE.matcher(query);
        return value.replaceAll(found -> Matcher.quoteReplacement(value.group("name") == null ? "?" : found.group()))
                .strip()
                .replaceAll("\\s+", " ");
    }
}
