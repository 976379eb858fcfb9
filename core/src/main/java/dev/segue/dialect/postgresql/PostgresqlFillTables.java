package dev.segue.dialect.postgresql;

import dev.segue.dialect.FillTables;
import java.util.List;

/** The tables in which the database keeps what it knows about backfills. */
final class PostgresqlFillTables {

    private static final String JOBS = """
            CREATE TABLE IF NOT EXISTS segue.backfill_job (
              number           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              revision         text NOT NULL,
              direction        text NOT NULL,
              ordinal          integer NOT NULL,
              relation         text NOT NULL,
              state            text NOT NULL,
              wish             text NOT NULL,
              max_batch        bigint NOT NULL,
              target_ms        bigint NOT NULL,
              workers          integer NOT NULL,
              max_rate         bigint NOT NULL,
              nice_percent     integer NOT NULL,
              pause_when       text NOT NULL,
              session_settings text NOT NULL,
              waits_for        text NOT NULL,
              failure          text NOT NULL,
              row_count        bigint NOT NULL,
              seen             bigint NOT NULL,
              written          bigint NOT NULL,
              rate             bigint NOT NULL,
              started_at       timestamptz NOT NULL,
              changed_at       timestamptz NOT NULL,
              identity         text NOT NULL DEFAULT '',
              UNIQUE (revision, direction, ordinal)
            )
            """;

    private static final String FRONTIERS = """
            CREATE TABLE IF NOT EXISTS segue.backfill_frontier (
              job       bigint NOT NULL,
              relation  text NOT NULL,
              row_order text NOT NULL,
              pass      integer NOT NULL,
              end_place text NOT NULL,
              place     text NOT NULL,
              is_done   boolean NOT NULL,
              identity  text NOT NULL DEFAULT '',
              PRIMARY KEY (job, relation)
            )
            """;

    private static final String CHUNKS = """
            CREATE TABLE IF NOT EXISTS segue.backfill_chunk (
              job          bigint NOT NULL,
              number       bigint NOT NULL,
              relation     text NOT NULL,
              pass         integer NOT NULL,
              behind       text NOT NULL,
              up_to        text NOT NULL,
              place        text NOT NULL,
              row_count    bigint NOT NULL,
              seen         bigint NOT NULL,
              written      bigint NOT NULL,
              worker       text NOT NULL,
              session      text NOT NULL,
              token        bigint NOT NULL,
              leased_until timestamptz NOT NULL,
              is_put_off   boolean NOT NULL,
              is_done      boolean NOT NULL,
              PRIMARY KEY (job, number)
            )
            """;

    /** Where an earlier version has made them. Asked first, because altering a table keeps others from it even for nothing. */
    private static final String IDENTITIES = """
            DO $$
            BEGIN
              IF (SELECT count(*) FROM pg_attribute
                  WHERE attrelid IN ('segue.backfill_job'::regclass, 'segue.backfill_frontier'::regclass)
                    AND attname = 'identity' AND NOT attisdropped) < 2 THEN
                ALTER TABLE segue.backfill_job ADD COLUMN IF NOT EXISTS identity text NOT NULL DEFAULT '';
                ALTER TABLE segue.backfill_frontier ADD COLUMN IF NOT EXISTS identity text NOT NULL DEFAULT '';
              END IF;
            END $$
            """;

    private static final String IDENTITY = "coalesce(to_regclass(?)::oid::text, '')";

    private static final String RECORDED = "coalesce(to_jsonb(known) ->> 'identity', '')";

    /** A process id alone may come again; who may not see when another session began takes it for the same. */
    private static final String SESSION = """
            (SELECT concat(pid, '@', extract(epoch FROM backend_start)) FROM pg_stat_activity WHERE pid = pg_backend_pid())""";

    private static final String IS_SESSION_GONE = """
            NOT EXISTS (
              SELECT
              FROM pg_stat_activity AS a
              WHERE a.pid::text = split_part(session, '@', 1)
                AND coalesce(extract(epoch FROM a.backend_start)::text = nullif(split_part(session, '@', 2), ''), true))""";

    static final List<String> CREATION = List.of(JOBS, FRONTIERS, CHUNKS, IDENTITIES);

    static final FillTables TABLES = new FillTables(
            "segue.backfill_job",
            "segue.backfill_frontier",
            "segue.backfill_chunk",
            PostgresqlJournalTables.TABLES.steps(),
            "clock_timestamp()",
            "clock_timestamp() + ?::bigint * interval '1 millisecond'",
            "clock_timestamp() - ?::bigint * interval '1 millisecond'",
            SESSION,
            IS_SESSION_GONE,
            IDENTITY,
            RECORDED);

    private PostgresqlFillTables() {}
}
