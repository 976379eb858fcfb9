package dev.segue.dialect.postgresql;

import dev.segue.dialect.StatementTraits;
import dev.segue.dialect.TransactionControl;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Recovery;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which statements PostgreSQL refuses in a transaction block (error 25001, seen on 14 to 18), and how each is found
 * again after a crash.
 */
final class PostgresqlStatements {

    private static final Set<String> LEAVE_SETTINGS_ALONE = Set.of(
            "CREATE",
            "ALTER",
            "DROP",
            "COMMENT",
            "GRANT",
            "REVOKE",
            "INSERT",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "COPY",
            "MERGE",
            "LOCK",
            "ANALYZE",
            "VACUUM",
            "REINDEX",
            "REFRESH",
            "CLUSTER",
            "SECURITY",
            "REASSIGN",
            "IMPORT");

    private PostgresqlStatements() {}

    static StatementTraits traitsOf(SqlStatement statement) {
        StatementCursor cursor = new StatementCursor(statement);
        if (cursor.take("CREATE")) {
            return ofCreate(cursor);
        }
        if (cursor.take("DROP")) {
            return ofDrop(cursor);
        }
        if (cursor.take("ALTER")) {
            return ofAlter(cursor);
        }
        if (cursor.take("REINDEX")) {
            return ofReindex(cursor);
        }
        if (cursor.take("VACUUM") || cursor.take("CHECKPOINT") || cursor.take("DISCARD", "ALL")) {
            return StatementTraits.alone(new Recovery.RunAgain());
        }
        if (cursor.take("CLUSTER") && cursor.isAtEnd()) {
            return StatementTraits.alone(new Recovery.RunAgain());
        }
        return StatementTraits.ORDINARY;
    }

    /**
     * Procedures and blocks may commit while they run, and so does the rebuilding of a partitioned table; every other
     * statement is atomic even when it stands alone.
     */
    static StatementTraits traitsWithoutTransaction(SqlStatement statement) {
        StatementTraits traits = traitsOf(statement);
        boolean isRebuilding = statement.startsWith("REINDEX") || statement.startsWith("CLUSTER");
        if (isRebuilding && traits.transactionMode() != TransactionMode.ALONE) {
            return StatementTraits.alone(new Recovery.RunAgain());
        }
        if (statement.startsWith("CALL") || statement.startsWith("DO")) {
            return StatementTraits.alone(new Recovery.AskOperator(
                    "did it run to its end, or is it safe to run once more?", Optional.empty()));
        }
        return traits;
    }

    static TransactionControl transactionControlOf(SqlStatement statement) {
        StatementCursor cursor = new StatementCursor(statement);
        if (cursor.take("BEGIN") || cursor.take("START", "TRANSACTION")) {
            return TransactionControl.BEGIN;
        }
        if (cursor.takeAny("COMMIT", "END") || cursor.take("PREPARE", "TRANSACTION")) {
            return TransactionControl.COMMIT;
        }
        if (cursor.takeAny("ROLLBACK", "ABORT")) {
            boolean isToSavepoint = cursor.take("TO") || cursor.holds("TO");
            return isToSavepoint ? TransactionControl.NONE : TransactionControl.ROLLBACK;
        }
        return TransactionControl.NONE;
    }

    static boolean mayChangeSettings(SqlStatement statement) {
        String firstWord = new StatementCursor(statement).takeName().toUpperCase(Locale.ROOT);
        return !LEAVE_SETTINGS_ALONE.contains(firstWord) || createsTemporarily(statement);
    }

    /** Not what holds for one transaction only, nor a query that does more than set. */
    static boolean onlyChangesSettings(SqlStatement statement) {
        StatementCursor cursor = new StatementCursor(statement);
        if (cursor.take("SET")) {
            cursor.take("SESSION");
            return !cursor.takeAny("LOCAL", "TRANSACTION", "CONSTRAINTS");
        }
        if (cursor.take("RESET")) {
            return true;
        }
        if (!cursor.take("SELECT")) {
            return false;
        }
        String function = cursor.takeName().toLowerCase(Locale.ROOT);
        boolean isSetter = function.equals("set_config") || function.equals("pg_catalog.set_config");
        cursor.skipBrackets();
        return isSetter && cursor.isAtEnd();
    }

    private static boolean createsTemporarily(SqlStatement statement) {
        return statement.startsWith("CREATE")
                && (statement.hasWordsAt(1, "TEMP") || statement.hasWordsAt(1, "TEMPORARY"));
    }

    private static StatementTraits ofCreate(StatementCursor cursor) {
        boolean isUnique = cursor.take("UNIQUE");
        if (cursor.take("INDEX", "CONCURRENTLY")) {
            return ofConcurrentIndex(cursor, isUnique);
        }
        if (cursor.take("DATABASE")) {
            return StatementTraits.alone(PostgresqlProbes.databaseExists(cursor.takeName()));
        }
        if (cursor.take("TABLESPACE")) {
            return StatementTraits.alone(PostgresqlProbes.tablespaceExists(cursor.takeName()));
        }
        if (cursor.take("SUBSCRIPTION")) {
            return StatementTraits.alone(PostgresqlProbes.subscriptionExists(cursor.takeName()));
        }
        return StatementTraits.ORDINARY;
    }

    private static StatementTraits ofConcurrentIndex(StatementCursor cursor, boolean isUnique) {
        boolean toleratesExisting = cursor.take("IF", "NOT", "EXISTS");
        String index = cursor.take("ON") ? "" : cursor.takeName();
        if (!index.isEmpty()) {
            cursor.take("ON");
        }
        cursor.take("ONLY");
        String table = cursor.takeName();
        return StatementTraits.alone(
                index.isEmpty()
                        ? ofNamelessIndex(cursor, table, isUnique)
                        : PostgresqlProbes.validIndex(index, table, toleratesExisting));
    }

    /** The server chooses the name, so the index is known by its columns; by its expressions only the server knows it. */
    private static Recovery ofNamelessIndex(StatementCursor cursor, String table, boolean isUnique) {
        String method = cursor.take("USING") ? cursor.takeName().toLowerCase(Locale.ROOT) : "btree";
        List<String> columns = cursor.takeNamesInBrackets();
        return !columns.isEmpty() && cursor.isAtEnd()
                ? PostgresqlProbes.validIndexOn(table, method, isUnique, columns)
                : new Recovery.AskOperator(
                        "does the index on " + table + " exist and is it valid? If it is invalid, drop it.",
                        Optional.of(PostgresqlProbes.invalidIndexesOf(table)));
    }

    private static StatementTraits ofDrop(StatementCursor cursor) {
        if (cursor.take("INDEX", "CONCURRENTLY")) {
            boolean toleratesAbsence = cursor.take("IF", "EXISTS");
            return StatementTraits.alone(PostgresqlProbes.indexGone(cursor.takeName(), toleratesAbsence));
        }
        if (cursor.take("DATABASE")) {
            boolean toleratesAbsence = cursor.take("IF", "EXISTS");
            return StatementTraits.alone(PostgresqlProbes.databaseGone(cursor.takeName(), toleratesAbsence));
        }
        if (cursor.take("TABLESPACE")) {
            boolean toleratesAbsence = cursor.take("IF", "EXISTS");
            return StatementTraits.alone(PostgresqlProbes.tablespaceGone(cursor.takeName(), toleratesAbsence));
        }
        if (cursor.take("SUBSCRIPTION")) {
            boolean toleratesAbsence = cursor.take("IF", "EXISTS");
            return StatementTraits.alone(PostgresqlProbes.subscriptionGone(cursor.takeName(), toleratesAbsence));
        }
        return StatementTraits.ORDINARY;
    }

    private static StatementTraits ofAlter(StatementCursor cursor) {
        if (cursor.take("SYSTEM")) {
            return StatementTraits.alone(new Recovery.RunAgain());
        }
        if (cursor.take("DATABASE")) {
            return cursor.holds("SET", "TABLESPACE")
                    ? StatementTraits.alone(new Recovery.RunAgain())
                    : StatementTraits.ORDINARY;
        }
        if (cursor.take("SUBSCRIPTION")) {
            return cursor.holds("PUBLICATION") || cursor.holds("REFRESH")
                    ? StatementTraits.alone(new Recovery.RunAgain())
                    : StatementTraits.ORDINARY;
        }
        if (cursor.take("TYPE") && cursor.holds("ADD", "VALUE")) {
            return StatementTraits.SEPARATE;
        }
        if (cursor.take("TABLE")) {
            cursor.take("IF", "EXISTS");
            cursor.take("ONLY");
            String parent = cursor.takeName();
            if (cursor.take("DETACH", "PARTITION")) {
                String partition = cursor.takeName();
                if (cursor.takeAny("CONCURRENTLY", "FINALIZE")) {
                    return StatementTraits.alone(PostgresqlProbes.partitionDetached(parent, partition));
                }
            }
        }
        return StatementTraits.ORDINARY;
    }

    private static StatementTraits ofReindex(StatementCursor cursor) {
        boolean isConcurrent = cursor.holds("CONCURRENTLY");
        cursor.skipBrackets();
        boolean isWide = cursor.takeAny("SCHEMA", "DATABASE", "SYSTEM");
        if (!isConcurrent) {
            return isWide ? StatementTraits.alone(new Recovery.RunAgain()) : StatementTraits.ORDINARY;
        }
        cursor.takeAny("INDEX", "TABLE");
        cursor.take("CONCURRENTLY");
        return StatementTraits.alone(PostgresqlProbes.reindexed(isWide ? "" : cursor.takeName()));
    }
}
