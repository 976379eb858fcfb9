package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.revision.source.Layout;
import dev.segue.sql.TableName;
import java.util.Optional;

/** A tool whose files Segue reads in place, and where it notes, unless told otherwise, which of them it has run. */
enum OtherTool {
    FLYWAY(Layout.FLYWAY, "flyway_schema_history", """
            SELECT version AS newest
              FROM flyway_schema_history
             WHERE success AND version IS NOT NULL
             ORDER BY installed_rank DESC
             LIMIT 1
            """),
    GOLANG_MIGRATE(Layout.GOLANG_MIGRATE, "schema_migrations"),
    DBMATE(Layout.DBMATE, "schema_migrations"),
    /** It begins its table with a version 0 that is nobody's. */
    GOOSE(Layout.GOOSE, "goose_db_version", """
            SELECT version_id AS newest FROM goose_db_version WHERE version_id > 0 ORDER BY version_id DESC LIMIT 1
            """),
    DIESEL(Layout.DIESEL, "__diesel_schema_migrations");

    private final Layout layout;
    private final String table;
    private final String newestVersion;

    /** One whose table has a row for each version, or for the newest only. */
    OtherTool(Layout layout, String table) {
        this(layout, table, "SELECT version AS newest FROM " + table + " ORDER BY version DESC LIMIT 1");
    }

    OtherTool(Layout layout, String table, String newestVersion) {
        this.layout = layout;
        this.table = table;
        this.newestVersion = newestVersion;
    }

    Layout layout() {
        return layout;
    }

    String table() {
        return table;
    }

    /**
     * The newest version that it says it brought the database to; empty where it has not worked, or where the table is
     * somebody else's and names none. Not within a transaction.
     */
    Optional<String> newestVersionIn(Session session, Dialect dialect) {
        if (!dialect.canRead(session, TableName.of(table))) {
            return Optional.empty();
        }
        try {
            return session.query(newestVersion, row -> row.text("newest")).stream()
                    .findFirst();
        } catch (SegueException failure) {
            if (failure.problem().code() != DatabaseProblem.UNKNOWN_OBJECT) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
