package dev.segue.dialect.sqlite;

import dev.segue.dialect.StatementTraits;
import dev.segue.dialect.TransactionControl;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Recovery;

/** Which statements SQLite refuses in a transaction, or silently ignores there. Running any of them again does no harm. */
final class SqliteStatements {

    private SqliteStatements() {}

    static StatementTraits traitsOf(SqlStatement statement) {
        boolean standsAlone = statement.startsWith("VACUUM") || changesConnection(statement);
        return standsAlone ? StatementTraits.alone(new Recovery.RunAgain()) : StatementTraits.ORDINARY;
    }

    /** Run again, each of them does no harm. */
    static boolean changesConnection(SqlStatement statement) {
        return statement.startsWith("PRAGMA") || statement.startsWith("ATTACH") || statement.startsWith("DETACH");
    }

    static TransactionControl transactionControlOf(SqlStatement statement) {
        if (statement.startsWith("BEGIN")) {
            return TransactionControl.BEGIN;
        }
        if (statement.startsWith("COMMIT") || statement.startsWith("END")) {
            return TransactionControl.COMMIT;
        }
        boolean isToSavepoint =
                statement.startsWith("ROLLBACK", "TO") || statement.startsWith("ROLLBACK", "TRANSACTION", "TO");
        return statement.startsWith("ROLLBACK") && !isToSavepoint
                ? TransactionControl.ROLLBACK
                : TransactionControl.NONE;
    }
}
