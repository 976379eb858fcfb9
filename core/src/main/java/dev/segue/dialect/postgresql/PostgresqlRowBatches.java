package dev.segue.dialect.postgresql;

import dev.segue.dialect.FillTables;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowCheck;
import dev.segue.dialect.RowSource;
import dev.segue.dialect.postgresql.catalog.StoredRows;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.operation.FillSettings.Triggers;
import dev.segue.problem.SegueException;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches by ranges of a key, or of pages where there is none. */
final class PostgresqlRowBatches implements RowBatches {

    static final PostgresqlRowBatches BATCHES = new PostgresqlRowBatches();

    /** Only a key whose index has the order that comparisons of its types have is of use. */
    private static final String SOURCES = SqlTemplate.of("""
            WITH RECURSIVE {family}, key AS (
              SELECT DISTINCT ON (i.indrelid) i.indrelid,
                (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY k.place)
                  FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE k.place <= i.indnkeyatts) AS columns,
                (SELECT string_agg(format_type(a.atttypid, a.atttypmod), E'\\x01' ORDER BY k.place)
                  FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE k.place <= i.indnkeyatts) AS types
              FROM pg_index i
                JOIN pg_class x ON x.oid = i.indexrelid
                JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
              WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                AND NOT EXISTS (
                  SELECT
                  FROM generate_series(0, i.indnkeyatts - 1) AS n
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]
                    JOIN pg_opclass o ON o.oid = i.indclass[n]
                  WHERE NOT a.attnotnull OR i.indoption[n] <> 0 OR NOT o.opcdefault
                    OR i.indcollation[n] <> a.attcollation)
              ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid
            )
            SELECT format('%I.%I', n.nspname, c.relname) AS relation, c.oid::text AS identity, coalesce(key.columns, '') AS key_columns,
              coalesce(key.types, '') AS key_types,
              {stored_rows} AS row_count,
              pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages
            FROM family
              JOIN pg_class c ON c.oid = family.oid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN key ON key.indrelid = c.oid
            WHERE c.relkind = 'r'
              AND (NOT ?::boolean OR c.oid = ?::oid)
            ORDER BY 1
            """)
            .withSql("family", TableFamily.OF_OID)
            .withSql("stored_rows", StoredRows.of("c"))
            .sql(SqlSyntax.POSTGRESQL);

    private static final String TABLE = """
            SELECT oid::text AS identity FROM pg_class WHERE oid = to_regclass(?) AND relkind IN ('r', 'p')
            """;

    private static final String DEADLOCK_TIMEOUT = """
            SELECT (extract(epoch FROM current_setting('deadlock_timeout')::interval) * 1000)::bigint AS millis,
              (extract(epoch FROM current_setting('statement_timeout')::interval) * 1000)::bigint AS statement_millis
            """;

    /** Without ordinary triggers the database does not look after foreign keys either. */
    private static final String FOREIGN_KEY_COLUMNS = """
            SELECT DISTINCT a.attname::text AS name
            FROM pg_constraint c
              JOIN pg_attribute a
                ON (a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))
                OR (a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey))
            WHERE c.contype = 'f'
              AND a.attrelid = ?::oid
            """;

    /** The role comes last: it may not be allowed what was set before. */
    private static final String SETTINGS = """
            SELECT concat_ws(';',
              (SELECT string_agg(format('SELECT set_config(%L, %L, false)', name, setting), ';')
                FROM pg_settings
                WHERE source IN ('session', 'client') AND name NOT IN ('application_name', 'client_encoding')
                  AND name NOT LIKE 'transaction%'),
              (SELECT 'SET ROLE ' || CASE WHEN role = 'none' THEN 'NONE' ELSE quote_ident(role) END
                FROM current_setting('role') AS role)) AS statements
            """;

    /** A worker that stands still in the middle of a batch must not hold its rows for ever. */
    private static final Duration STANDS_STILL = Duration.ofSeconds(10);

    /** Between two of its statements Java code may compute. */
    private static final Duration STANDS_STILL_OR_COMPUTES = Duration.ofSeconds(30);

    /**
     * Rows and the place that they lead to are lost together when the server crashes in the next half second, and are done
     * again. Others who commit meanwhile would wait while the batch is written to the disk.
     */
    private static final String WITHOUT_WAITING_FOR_THE_DISK = "SET LOCAL synchronous_commit = off";

    /** What Segue computes of one column from another is mirrored already; what a user writes is not. */
    private static final String WITHOUT_MIRRORS = "SET LOCAL segue.backfill = 'on'";

    /** Rows that a policy hides would be left as they are without a word; so the statement fails. */
    private static final String WITH_ALL_ROWS = "SET LOCAL row_security = off";

    /** Verification reads every row: with helpers it would take all processors, and the application would wait for one. */
    private static final String ON_ONE_PROCESSOR = "SET LOCAL max_parallel_workers_per_gather = 0";

    private static final String WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica";

    private PostgresqlRowBatches() {}

    @Override
    public List<String> creation() {
        return PostgresqlFillTables.CREATION;
    }

    @Override
    public FillTables tables() {
        return PostgresqlFillTables.TABLES;
    }

    @Override
    public String settingsOf(Session session) {
        return session.query(SETTINGS, row -> row.text("statements")).get(0);
    }

    @Override
    public void set(Session session, String settings) {
        session.execute(settings);
    }

    @Override
    public Optional<String> identityOf(Session session, TableName table) {
        return session.query(TABLE, row -> row.text("identity"), table.quoted(SqlSyntax.POSTGRESQL)).stream()
                .findFirst();
    }

    @Override
    public List<RowSource> sourcesOf(Session session, StepAction.FillRows fill, String table) {
        boolean isOnly = fill.work() instanceof RowWork.UserStatement user
                && user.statement().isOnly();
        return session.query(SOURCES, row -> source(row, fill.table()), table, isOnly, table);
    }

    private static RowSource source(Row row, TableName table) {
        String alias = table.name().quoted(SqlSyntax.POSTGRESQL);
        String columns = row.text("key_columns");
        return columns.isEmpty()
                ? new PostgresqlPageRanges(
                        row.text("relation"), row.text("identity"), alias, row.number("row_count"), row.number("pages"))
                : new PostgresqlKeyRanges(
                        row.text("relation"),
                        row.text("identity"),
                        alias,
                        List.of(columns.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)),
                        List.of(row.text("key_types").split("\u0001", -1)),
                        row.number("row_count"));
    }

    @Override
    public Optional<RowCheck> check(StepAction.FillRows fill) {
        return PostgresqlRowCheck.of(fill);
    }

    @Override
    public Map<String, RowCheck> losses(StepAction.FillRows fill) {
        return PostgresqlRowCheck.ofLosses(fill);
    }

    /**
     * Neither waits for a lock nor a whole batch last as long as the server takes to look for deadlocks: so it is always
     * the batch that gives way.
     */
    @Override
    public Openings openings(Session session, StepAction.FillRows fill, String table) {
        boolean sparesTriggers = canSpareTriggers(session, fill, table);
        return session.query(DEADLOCK_TIMEOUT, row -> {
                    long deadlockMillis = row.number("millis");
                    long own = row.number("statement_millis");
                    long hurry = Math.max(10, deadlockMillis * 8 / 10);
                    List<String> patient = new ArrayList<>(List.of(
                            "BEGIN ISOLATION LEVEL READ COMMITTED",
                            WITH_ALL_ROWS,
                            ON_ONE_PROCESSOR,
                            "SET LOCAL idle_in_transaction_session_timeout = " + stillness(fill.work()),
                            "SET LOCAL lock_timeout = " + Math.max(5, Math.min(500, deadlockMillis / 2))));
                    patient.addAll(WayThroughRows.ALONG_THE_INDEX);
                    if (fill.work() instanceof RowWork.Assign) {
                        patient.add(WITHOUT_MIRRORS);
                    }
                    if (sparesTriggers) {
                        patient.add(WITHOUT_TRIGGERS);
                    }
                    List<String> hurried = new ArrayList<>(patient);
                    hurried.add(WITHOUT_WAITING_FOR_THE_DISK);
                    hurried.add("SET LOCAL statement_timeout = " + (own == 0 ? hurry : Math.min(own, hurry)));
                    return new Openings(hurried, patient);
                })
                .get(0);
    }

    private static long stillness(RowWork work) {
        return (work instanceof RowWork.RowFunction ? STANDS_STILL_OR_COMPUTES : STANDS_STILL).toMillis();
    }

    /** An error here is on the side of triggers that fire although they need not. */
    private static boolean canSpareTriggers(Session session, StepAction.FillRows fill, String table) {
        boolean areWanted =
                fill.settings().triggers().filter(Triggers.FIRE::equals).isPresent();
        boolean rowsComeOrGo = fill.work() instanceof RowWork.UserStatement user
                && user.statement().verb() != DrivenStatement.Verb.UPDATE;
        if (areWanted || rowsComeOrGo) {
            return false;
        }
        List<String> guarded = session.query(FOREIGN_KEY_COLUMNS, row -> row.text("name"), table);
        return Collections.disjoint(guarded, fill.work().writtenColumns()) && isAllowed(session);
    }

    private static boolean isAllowed(Session session) {
        session.begin(List.of("BEGIN"));
        try {
            session.execute(WITHOUT_TRIGGERS);
            session.rollback();
            return true;
        } catch (SegueException refused) {
            session.rollback();
            if (refused.problem().code() != DatabaseProblem.NOT_PERMITTED) {
                throw refused;
            }
            return false;
        }
    }
}
