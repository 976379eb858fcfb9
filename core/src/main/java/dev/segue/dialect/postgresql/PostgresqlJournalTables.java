package dev.segue.dialect.postgresql;

import dev.segue.dialect.JournalTables;
import java.util.List;

/** The journal's tables, in a schema of their own so that dumps and search paths of the application leave them alone. */
final class PostgresqlJournalTables {

    /** IF NOT EXISTS would ask for the right to create schemas even where an administrator has created this one. */
    private static final String SCHEMA = """
            DO $$ BEGIN
              IF to_regnamespace('segue') IS NULL THEN
                CREATE SCHEMA segue;
              END IF;
            END $$
            """;

    private static final String REVISIONS = """
            CREATE TABLE IF NOT EXISTS segue.revision (
              id           text PRIMARY KEY,
              position     bigint GENERATED ALWAYS AS IDENTITY,
              kind         text NOT NULL,
              message      text NOT NULL,
              checksum     text NOT NULL,
              fingerprint  text NOT NULL,
              applied_at   timestamptz NOT NULL,
              applied_by   text NOT NULL,
              applied_from text NOT NULL,
              duration_ms  bigint NOT NULL
            )
            """;

    private static final String STEPS = """
            CREATE TABLE IF NOT EXISTS segue.step (
              revision  text NOT NULL,
              direction text NOT NULL,
              ordinal   integer NOT NULL,
              state     text NOT NULL,
              checksum  text NOT NULL,
              summary   text NOT NULL,
              since     timestamptz NOT NULL,
              PRIMARY KEY (revision, direction, ordinal)
            )
            """;

    private static final String PLANS = """
            CREATE TABLE IF NOT EXISTS segue.plan (
              revision  text NOT NULL,
              direction text NOT NULL,
              state     text NOT NULL,
              steps     text NOT NULL,
              since     timestamptz NOT NULL,
              PRIMARY KEY (revision, direction)
            )
            """;

    private static final String LOG = """
            CREATE TABLE IF NOT EXISTS segue.log (
              position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              at          timestamptz NOT NULL,
              revision    text NOT NULL,
              action      text NOT NULL,
              done_by     text NOT NULL,
              done_from   text NOT NULL,
              duration_ms bigint NOT NULL,
              remark      text NOT NULL
            )
            """;

    static final JournalTables TABLES = new JournalTables(
            List.of(SCHEMA, REVISIONS, STEPS, PLANS, LOG, PostgresqlTrash.TABLE_CREATION),
            "segue.revision",
            "segue.step",
            "segue.plan",
            "segue.log",
            "clock_timestamp()",
            "current_user");

    private PostgresqlJournalTables() {}
}
