package dev.segue.dialect.postgresql;

import dev.segue.schema.Generation;
import dev.segue.sql.SqlStatement;

/** What may be said of the sequence of an identity column and not of one that is created by itself. */
final class IdentityOptions {

    private IdentityOptions() {}

    /** The options that {@code CREATE SEQUENCE} knows too: all but the name and where the sequence is logged. */
    static String ofPlainSequence(Generation.Identity identity) {
        String options = identity.options();
        if (options.isBlank()) {
            return "";
        }
        SqlStatement statement = OwnSteps.statement(options);
        StatementCursor cursor = new StatementCursor(statement);
        StringBuilder plain = new StringBuilder();
        while (!cursor.isAtEnd()) {
            if (cursor.take("SEQUENCE", "NAME")) {
                cursor.takeName();
            } else if (!cursor.takeAny("LOGGED", "UNLOGGED")) {
                plain.append(plain.isEmpty() ? "" : " ").append(cursor.takeToken());
            }
        }
        return plain.toString();
    }
}
