package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import java.util.List;

/**
 * The functions of triggers on a table whose column is renamed. They are text, so the database does not know that they speak
 * of the column by its name: some would miss what is written under the other name, all would fail once the old one is gone.
 */
record TriggerFunctions(ShadowColumn shadow) {

    private static final SqlTemplate MENTIONING = SqlTemplate.of("""
            SELECT format('trigger %s calls %s, which speaks of {column_words}', t.tgname, p.oid::regprocedure) AS offence
            FROM pg_trigger t
              JOIN pg_proc p ON p.oid = t.tgfoid
              JOIN pg_language l ON l.oid = p.prolang
            WHERE t.tgrelid = {table}::regclass
              AND NOT t.tgisinternal
              AND t.tgenabled <> 'D'
              AND p.pronamespace IS DISTINCT FROM to_regnamespace('segue')
              AND {timing}
              AND (p.prosrc ~* {field_of_row}
                OR (l.lanname NOT IN ('plpgsql', 'internal', 'c') AND p.prosrc ~ {word})
                OR {column} = ANY (string_to_array(encode(t.tgargs, 'escape'), E'\\\\000')))
            ORDER BY t.tgname
            LIMIT 5
            """);

    /** By the bits of {@code tgtype}: before each row, of an insert or an update. */
    private static final String AHEAD_OF_MIRROR = "t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0";

    /** What comes before the mirror sees the one name only, and what it corrects there is overwritten by the other. */
    List<Step> missing() {
        return shadow.isRenamedInTheEnd()
                ? List.of()
                : List.of(requireNone(
                        Phase.EXPAND,
                        AHEAD_OF_MIRROR,
                        "no function of a trigger before each row would miss what is written as " + shadow.name(),
                        "drop these triggers, or do in the application what they do, in a revision before this one;"
                                + " or write `-- segue:verbatim` before the statement to run it as it is, at a time"
                                + " when no application is at work"));
    }

    List<Step> failing() {
        return shadow.isRenamedInTheEnd()
                ? List.of()
                : List.of(requireNone(
                        Phase.CONTRACT,
                        "true",
                        "no function of a trigger needs " + shadow.original().name() + ", which is called "
                                + shadow.name() + " now",
                        "replace these functions (CREATE OR REPLACE FUNCTION) by ones that use " + shadow.name()
                                + ", which holds the same, then contract again"));
    }

    private Step requireNone(Phase phase, String timing, String expectation, String remedy) {
        SqlName column = shadow.original().name();
        return OwnSteps.requireNone(
                phase,
                MENTIONING
                        .withSql(
                                "column_words", column.text().replace("'", "''").replace("%", "%%"))
                        .withLiteral("table", shadow.table().name().quoted(SqlSyntax.POSTGRESQL))
                        .withLiteral("column", column.text())
                        .withLiteral("field_of_row", fieldOfRow(column))
                        .withLiteral("word", "\\m" + escaped(column.text()) + "\\M")
                        .withSql("timing", timing)
                        .sql(SqlSyntax.POSTGRESQL),
                expectation,
                remedy,
                Impact.NONE);
    }

    private static String fieldOfRow(SqlName column) {
        return "\\m(new|old)\\s*\\.\\s*(\"" + escaped(column.text().replace("\"", "\"\"")) + "\"|"
                + escaped(column.text()) + "\\M)";
    }

    private static String escaped(String text) {
        return text.replaceAll("([^\\p{L}\\p{N}_\\s])", "\\\\$1");
    }
}
