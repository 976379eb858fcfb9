package dev.segue.dialect.postgresql;

import dev.segue.dialect.LoadSignals;
import dev.segue.dialect.StatementReckoning;
import dev.segue.dialect.TableFootprint;
import dev.segue.dialect.postgresql.catalog.StoredRows;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers from the statistics views, which show little to a user without the right roles. */
final class PostgresqlLoadSignals implements LoadSignals {

    static final PostgresqlLoadSignals SIGNALS = new PostgresqlLoadSignals();

    private static final List<String> OPENING = List.of("BEGIN READ ONLY", "SET LOCAL statement_timeout = 5000");

    private static final String LOG_WRITTEN = "SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint AS written";

    private static final String MAY_SEE_OTHERS = """
            SELECT current_user AS name, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS is_allowed
            """;

    /** A copy that is being taken follows the log too, and nobody reads from it. */
    private static final String FOLLOWERS = """
            SELECT coalesce(nullif(application_name, ''), host(client_addr), 'process ' || pid) AS name,
              coalesce(replay_lsn, flush_lsn, write_lsn) IS NOT NULL AS has_told,
              (coalesce(replay_lsn, flush_lsn, write_lsn) - '0/0')::bigint AS reached,
              coalesce(extract(epoch FROM replay_lag) * 1000, 0)::bigint AS lag_millis
            FROM pg_stat_replication
            WHERE state <> 'backup'
            ORDER BY name, pid
            """;

    private static final String ARCHIVES = "SELECT current_setting('archive_mode') <> 'off' AS is_on";

    private static final String ARCHIVE_QUEUE = """
            SELECT count(*) AS files,
              count(*) * pg_size_bytes(current_setting('wal_segment_size')) AS bytes
            FROM pg_ls_archive_statusdir()
            WHERE name LIKE '%.ready'
            """;

    private static final String SLOTS = """
            SELECT slot_name::text AS name,
              coalesce(greatest(0, pg_current_wal_lsn() - restart_lsn), 0)::bigint AS retained,
              coalesce(wal_status = 'lost', FALSE) AS is_lost
            FROM pg_replication_slots
            ORDER BY 1
            """;

    private static final String DEAD_ROWS =
            SqlTemplate.of("""
            WITH RECURSIVE {family}
            SELECT max(oid) IS NOT NULL AS is_there,
              current_setting('track_counts')::boolean AS is_counted,
              coalesce(sum(pg_stat_get_dead_tuples(oid)), 0)::bigint AS dead,
              coalesce(sum(pg_stat_get_live_tuples(oid)), 0)::bigint AS living
            FROM family
            """).withSql("family", TableFamily.OF_NAME).sql(SqlSyntax.POSTGRESQL);

    /** Its header and the pointer to it. */
    private static final int BYTES_OF_A_ROW_BESIDES_ITS_VALUES = 28;

    private static final String FOOTPRINT = SqlTemplate.of("""
            WITH RECURSIVE {family}, relation AS (
              SELECT c.oid, {stored_rows} AS row_count, pg_relation_size(c.oid) AS bytes,
                pg_indexes_size(c.oid) AS index_bytes,
                (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid) AS indexes,
                coalesce(
                  (SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'),
                  100) AS fill_factor,
                (SELECT {row_overhead} + sum((1 - s.null_frac) * s.avg_width)
                  FROM pg_stats s
                    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = s.schemaname
                  WHERE s.tablename = c.relname AND NOT s.inherited) AS row_bytes
              FROM family JOIN pg_class c ON c.oid = family.oid
              WHERE c.relkind = 'r'
            )
            SELECT coalesce(sum(row_count), 0)::bigint AS row_count,
              coalesce(sum(bytes), 0)::bigint AS bytes,
              coalesce(sum(bytes * (100 - fill_factor) / 100), 0)::bigint AS kept_free,
              coalesce(sum(greatest(0, bytes - row_count * row_bytes)), 0)::bigint AS seen_free,
              coalesce(sum(index_bytes), 0)::bigint AS index_bytes,
              coalesce(max(indexes), 0) AS indexes,
              ARRAY(
                SELECT DISTINCT a.attname::text
                FROM relation
                  JOIN pg_index i ON i.indrelid = relation.oid
                  JOIN pg_class x ON x.oid = i.indexrelid
                  JOIN pg_am m ON m.oid = x.relam
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum > 0
                WHERE NOT (m.amname = 'brin' AND current_setting('server_version_num')::int >= 160000)
                  AND (a.attnum = ANY (i.indkey::int2[])
                    OR EXISTS (
                      SELECT
                      FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                        AND d.refobjsubid = a.attnum))
                ) AS indexed_columns,
              current_setting('full_page_writes')::bool AS logs_pages,
              current_setting('wal_level') = 'logical' AS logs_rows
            FROM relation
            """)
            .withSql("row_overhead", String.valueOf(BYTES_OF_A_ROW_BESIDES_ITS_VALUES))
            .withSql("family", TableFamily.OF_NAME)
            .withSql("stored_rows", StoredRows.of("c"))
            .sql(SqlSyntax.POSTGRESQL);

    private static final String AUTOVACUUM =
            SqlTemplate.of("""
            WITH RECURSIVE {family}
            SELECT (extract(epoch FROM max(clock_timestamp() - a.xact_start)) * 1000)::bigint AS millis
            FROM pg_stat_progress_vacuum v
              JOIN pg_stat_activity a ON a.pid = v.pid
              JOIN family ON family.oid = v.relid
            WHERE a.backend_type = 'autovacuum worker'
              AND v.datname = current_database()
            HAVING count(*) > 0
            """).withSql("family", TableFamily.OF_NAME).sql(SqlSyntax.POSTGRESQL);

    /** What we call ourselves is known only where the connection is of our own making. */
    private static final String ACTIVE_SESSIONS = """
            SELECT count(*) AS sessions
            FROM pg_stat_activity
            WHERE backend_type = 'client backend'
              AND state IN ('active', 'fastpath function call')
              AND application_name <> 'segue'
              AND pid <> pg_backend_pid()
            """;

    private static final String EXPLAIN = "EXPLAIN ";

    private static final Pattern ROWS_WRITTEN = Pattern.compile("^  ->  .*rows=(\\d+) width=(\\d+)");

    private PostgresqlLoadSignals() {}

    @Override
    public List<String> opening() {
        return OPENING;
    }

    @Override
    public long logWritten(Session session) {
        return session.query(LOG_WRITTEN, row -> row.number("written")).get(0);
    }

    @Override
    public List<Follower> followers(Session session) {
        requireSightOfOthers(session, "what replicas have applied");
        return session.query(FOLLOWERS, PostgresqlLoadSignals::follower);
    }

    private static Follower follower(Row row) {
        return new Follower(
                row.text("name"),
                row.flag("has_told") ? OptionalLong.of(row.number("reached")) : OptionalLong.empty(),
                Duration.ofMillis(row.number("lag_millis")));
    }

    @Override
    public ArchiveQueue archiveQueue(Session session) {
        if (!session.query(ARCHIVES, row -> row.flag("is_on")).get(0)) {
            return new ArchiveQueue(0, 0);
        }
        return session.query(ARCHIVE_QUEUE, row -> new ArchiveQueue(row.number("files"), row.number("bytes")))
                .get(0);
    }

    @Override
    public List<LogHold> logHolds(Session session) {
        return session.query(SLOTS, row -> new LogHold(row.text("name"), row.number("retained"), row.flag("is_lost")));
    }

    @Override
    public RowCounts rowCounts(Session session, TableName table) {
        return session.query(DEAD_ROWS, row -> rowCounts(row, table), table.quoted(SqlSyntax.POSTGRESQL))
                .get(0);
    }

    private static RowCounts rowCounts(Row row, TableName table) {
        if (!row.flag("is_there")) {
            throw DatabaseProblem.UNKNOWN_OBJECT.with("there is no table " + table, "bring it back");
        }
        if (!row.flag("is_counted")) {
            throw DatabaseProblem.OTHER.with("the server counts no rows: track_counts is off", "turn track_counts on");
        }
        return new RowCounts(row.number("dead"), row.number("living"));
    }

    @Override
    public TableFootprint footprintOf(Session session, TableName table) {
        return session.query(
                        FOOTPRINT,
                        row -> new TableFootprint(
                                row.number("row_count"),
                                row.number("bytes"),
                                row.number("kept_free"),
                                row.number("seen_free"),
                                row.number("index_bytes"),
                                (int) row.number("indexes"),
                                Set.copyOf(row.texts("indexed_columns")),
                                row.flag("logs_pages"),
                                row.flag("logs_rows")),
                        table.quoted(SqlSyntax.POSTGRESQL))
                .get(0);
    }

    /** The rows come from what stands right below the writing in its plan. */
    @Override
    public Optional<StatementReckoning> reckon(Session session, SqlStatement statement) {
        try {
            return session.query(EXPLAIN + statement.text(), row -> row.text("QUERY PLAN")).stream()
                    .map(ROWS_WRITTEN::matcher)
                    .filter(Matcher::find)
                    .map(found ->
                            new StatementReckoning(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                    .findFirst();
        } catch (SegueException notThereYet) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Duration> cleaningOf(Session session, TableName table) {
        requireSightOfOthers(session, "what autovacuum is working on");
        return session
                .query(AUTOVACUUM, row -> Duration.ofMillis(row.number("millis")), table.quoted(SqlSyntax.POSTGRESQL))
                .stream()
                .findFirst();
    }

    @Override
    public long activeSessions(Session session) {
        requireSightOfOthers(session, "what other sessions do");
        return session.query(ACTIVE_SESSIONS, row -> row.number("sessions")).get(0);
    }

    /** Giving pages back to the file system would take a lock that nobody can share, so it is left out. */
    @Override
    public List<String> cleaning(TableName table) {
        return List.of("SET vacuum_cost_delay = 2", "VACUUM (TRUNCATE FALSE) " + table.quoted(SqlSyntax.POSTGRESQL));
    }

    /** To others the views show rows with most of their columns NULL, and no error. */
    private static void requireSightOfOthers(Session session, String wanted) {
        session.query(MAY_SEE_OTHERS, row -> row.flag("is_allowed") ? Optional.<String>empty() : row.maybeText("name"))
                .get(0)
                .ifPresent(user -> {
                    throw notPermitted(user, wanted);
                });
    }

    private static SegueException notPermitted(String user, String wanted) {
        return DatabaseProblem.NOT_PERMITTED.with(
                "the user \"" + user + "\" may not see " + wanted + " without the role pg_read_all_stats",
                "run GRANT pg_read_all_stats TO \"" + user.replace("\"", "\"\"") + "\"");
    }
}
