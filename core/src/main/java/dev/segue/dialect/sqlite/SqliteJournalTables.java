package dev.segue.dialect.sqlite;

import dev.segue.dialect.JournalTables;
import java.util.List;

/** The journal's tables, told from the application's by their prefix. Times are ISO text in UTC. */
final class SqliteJournalTables {

    private static final String REVISIONS = """
            CREATE TABLE IF NOT EXISTS segue_revision (
              position     INTEGER PRIMARY KEY AUTOINCREMENT,
              id           TEXT NOT NULL UNIQUE,
              kind         TEXT NOT NULL,
              message      TEXT NOT NULL,
              checksum     TEXT NOT NULL,
              fingerprint  TEXT NOT NULL,
              applied_at   TEXT NOT NULL,
              applied_by   TEXT NOT NULL,
              applied_from TEXT NOT NULL,
              duration_ms  INTEGER NOT NULL
            )
            """;

    private static final String STEPS = """
            CREATE TABLE IF NOT EXISTS segue_step (
              revision  TEXT NOT NULL,
              direction TEXT NOT NULL,
              ordinal   INTEGER NOT NULL,
              state     TEXT NOT NULL,
              checksum  TEXT NOT NULL,
              summary   TEXT NOT NULL,
              since     TEXT NOT NULL,
              PRIMARY KEY (revision, direction, ordinal)
            )
            """;

    private static final String PLANS = """
            CREATE TABLE IF NOT EXISTS segue_plan (
              revision  TEXT NOT NULL,
              direction TEXT NOT NULL,
              state     TEXT NOT NULL,
              steps     TEXT NOT NULL,
              since     TEXT NOT NULL,
              PRIMARY KEY (revision, direction)
            )
            """;

    private static final String LOG = """
            CREATE TABLE IF NOT EXISTS segue_log (
              position    INTEGER PRIMARY KEY AUTOINCREMENT,
              at          TEXT NOT NULL,
              revision    TEXT NOT NULL,
              action      TEXT NOT NULL,
              done_by     TEXT NOT NULL,
              done_from   TEXT NOT NULL,
              duration_ms INTEGER NOT NULL,
              remark      TEXT NOT NULL
            )
            """;

    static final JournalTables TABLES = new JournalTables(
            List.of(REVISIONS, STEPS, PLANS, LOG),
            "segue_revision",
            "segue_step",
            "segue_plan",
            "segue_log",
            "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
            "''");

    private SqliteJournalTables() {}
}
