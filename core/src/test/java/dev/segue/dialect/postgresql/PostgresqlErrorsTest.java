package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.jdbc.DatabaseProblem;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class PostgresqlErrorsTest {

    private final PostgresqlErrors errors = new PostgresqlErrors();

    @ParameterizedTest
    @CsvSource({
        "55P03, LOCK_TIMEOUT",
        "40P01, DEADLOCK",
        "40001, SERIALIZATION_FAILURE",
        "25006, READ_ONLY",
        "28P01, WRONG_CREDENTIALS",
        "3D000, NO_SUCH_DATABASE",
        "57P01, CONNECTION_LOST",
        "08006, CONNECTION_LOST",
        "08001, UNREACHABLE",
        "53100, DISK_FULL",
        "53200, OUT_OF_RESOURCES",
        "42501, NOT_PERMITTED",
        "42601, SYNTAX_ERROR",
        "25001, NOT_IN_TRANSACTION",
        "42P01, UNKNOWN_OBJECT",
        "42P07, OBJECT_EXISTS",
        "23505, CONSTRAINT_VIOLATED",
        "22P02, UNFIT_VALUE",
        "2BP01, STILL_NEEDED",
        "XX000, OTHER",
    })
    void theStateTellsWhatHappened(String state, DatabaseProblem expected) {
        assertThat(errors.classify(failure(state, "whatever", ""))).isEqualTo(expected);
    }

    @Test
    void aTimeoutIsNotACancellation() {
        assertThat(errors.classify(failure("57014", "canceling statement due to statement timeout", "")))
                .isEqualTo(DatabaseProblem.STATEMENT_TIMEOUT);
        assertThat(errors.classify(failure("57014", "canceling statement due to user request", "")))
                .isEqualTo(DatabaseProblem.CANCELLED);
    }

    @Test
    void valuesOfRowsAreTakenOut() {
        SQLException unfit = failure(
                "22P02",
                "invalid input syntax for type integer: \"secret\"",
                "WCOPY users, line 3, column id: \"secret\"\0");
        SQLException duplicate = failure(
                "23505",
                "duplicate key value violates unique constraint \"u\"",
                "DKey (email)=(secret) already exists.\0");

        assertThat(errors.sentence(unfit)).isEqualTo("invalid input syntax for type integer");
        assertThat(errors.details(unfit)).containsExactly("COPY users, row 3, column id");
        assertThat(errors.details(duplicate)).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void thePlaceOfAnErrorIsCountedInCharactersNotInUnits() {
        SQLException failure = failure("42601", "syntax error at or near \"FORM\"", "P12\0");
        String statement = "SELECT '😀' FORM t";

        assertThat(errors.offset(failure, statement)).hasValue(statement.indexOf("FORM"));
    }

    @Test
    void anErrorAtTheEndOfTheInputStandsBehindTheLastCharacter() {
        SQLException failure = failure("42601", "syntax error at end of input", "P9\0");

        assertThat(errors.offset(failure, "SELECT 1")).hasValue(8);
        assertThat(errors.offset(failure, "SELECT")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t2, line 17, column id: \"line 4\"",
                "COPY t2, Zeile 17, Spalte id: »a, 4«",
                "COPY t2, 行 17, 列 id: \"3\"",
                "COPY t2、行 17、列 id: \"3\"",
                "PL/pgSQL function f() line 3 at RAISE\nCOPY t2, line 17: \"1\t2\""
            })
    void theRowOfACopyIsFoundInTheLanguageOfTheServer(String context) {
        assertThat(errors.row(failure("22P02", "whatever", "W" + context + "\0")))
                .hasValue(17);
    }

    @Test
    void whatIsNoCopyHasNoRow() {
        assertThat(errors.row(failure("23505", "whatever", "WPL/pgSQL function f(), line 3\0")))
                .isEmpty();
        assertThat(errors.row(failure("23505", "whatever", ""))).isEmpty();
    }

    @Test
    void aLiteralWhereTheParserGaveUpIsNotQuoted() {
        SQLException literal = failure("42601", "syntax error at or near \"'it''s secret'\"", "");
        SQLException word = failure("42601", "syntax error at or near \"FORM\"", "");

        assertThat(errors.sentence(literal)).isEqualTo("syntax error at or near \"'…'\"");
        assertThat(errors.sentence(word)).isEqualTo("syntax error at or near \"FORM\"");
    }

    private static SQLException failure(String state, String message, String furtherFields) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0" + furtherFields));
    }
}
