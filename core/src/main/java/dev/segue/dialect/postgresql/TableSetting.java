package dev.segue.dialect.postgresql;

import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.Locale;

/**
 * How heavy a change of a table's settings is, told by its first words. Measured on PostgreSQL 14 to 18; what is not listed takes
 * the strongest lock for a moment.
 */
enum TableSetting {
    /** Readers and writers go on. */
    LIGHT(LockLevel.SHARE_UPDATE_EXCLUSIVE),
    /** Writers wait for a moment. */
    TRIGGERS(LockLevel.SHARE_ROW_EXCLUSIVE),
    /** Everyone waits for a moment. */
    HEAVY(LockLevel.ACCESS_EXCLUSIVE),
    /** Everyone waits until every row is written. */
    REWRITING(LockLevel.ACCESS_EXCLUSIVE);

    private static final List<String> REWRITING_WORDS =
            List.of("SET LOGGED", "SET UNLOGGED", "SET TABLESPACE", "SET ACCESS METHOD");

    private static final List<String> LIGHT_WORDS =
            List.of("SET (", "RESET (", "CLUSTER ON", "SET WITHOUT CLUSTER", "VALIDATE CONSTRAINT");

    private static final List<String> TRIGGER_WORDS =
            List.of("ENABLE TRIGGER", "ENABLE ALWAYS TRIGGER", "ENABLE REPLICA TRIGGER", "DISABLE TRIGGER");

    private final LockLevel level;

    TableSetting(LockLevel level) {
        this.level = level;
    }

    /** @param action as written behind the name of the table */
    static TableSetting of(String action) {
        String words = action.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("\\s?\\(", " (")
                .toUpperCase(Locale.ROOT);
        if (startsWithOne(words, REWRITING_WORDS)) {
            return REWRITING;
        }
        boolean isColumnSetting = words.startsWith("ALTER ")
                && (words.contains(" SET STATISTICS ") || words.contains(" SET (") || words.contains(" RESET ("));
        if (isColumnSetting || (startsWithOne(words, LIGHT_WORDS) && !words.contains("USER_CATALOG_TABLE"))) {
            return LIGHT;
        }
        return startsWithOne(words, TRIGGER_WORDS) ? TRIGGERS : HEAVY;
    }

    private static boolean startsWithOne(String words, List<String> beginnings) {
        return beginnings.stream().anyMatch(words::startsWith);
    }

    Recipe recipe(LiveTable table, ChangeTableSetting operation) {
        if (this != REWRITING) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(level));
        }
        if (table.isSmall()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.rewrite(level));
        }
        throw RecipeProblem.REWRITES_UNDER_LOCK.with(
                "\"" + operation.action().strip() + "\" writes every row of " + table.name()
                        + " while nobody can use it",
                "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody minds");
    }
}
