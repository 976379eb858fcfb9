package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Rows and literals never reach a message, whatever language the server speaks. */
class ValuesInMessagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value \"secret\" is out of range for type smallint",
                "invalid input syntax for type integer: \"secret\"",
                "date/time field value out of range: \"secret\"",
                "invalid input value for enum mood: \"secret\"",
                "Wert »secret« ist außerhalb des gültigen Bereichs für Typ smallint",
                "ungültige Eingabesyntax für Typ integer: »secret«",
                "syntaxe en entrée invalide pour le type integer : « secret »",
                "型integerの入力構文が不正です: \"secret\""
            })
    void aDataExceptionLosesItsValue(String message) {
        assertThat(new PostgresqlErrors().sentence(failure("22P02", message))).doesNotContain("secret");
    }

    @Test
    void aDataExceptionKeepsItsNames() {
        assertThat(new PostgresqlErrors().sentence(failure("22P04", "missing data for column \"name\"")))
                .isEqualTo("missing data for column \"name\"");
        assertThat(new PostgresqlErrors()
                        .sentence(failure("22P02", "invalid input syntax for type integer: \"secret\"")))
                .isEqualTo("invalid input syntax for type integer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t WHERE a = 'secret' AND b = 42   | SELECT * FROM t WHERE a = ? AND b = ?",
                "SELECT E'it\\'s secret', 'it''s secret', t1.x2 | SELECT ?, ?, t1.x2",
                "SELECT $$secret$$, $x$secret $$ secret$x$, $1  | SELECT ?, ?, $?",
                "UPDATE \"it's\" SET \"a\" = 'secret'           | UPDATE \"it's\" SET \"a\" = ?",
                "SELECT 1 -- secret                             | SELECT ? ?",
                "SELECT /* secret */ a                          | SELECT ? a",
                "SELECT a FROM t WHERE b = 'secr                | SELECT a FROM t WHERE b = ?",
                "SELECT a FROM t WHERE b = $$secr               | SELECT a FROM t WHERE b = ?"
            })
    void aQueryOfAnotherSessionLosesItsValues(String query, String shown) {
        assertThat(PostgresqlWatchtower.withoutValues(query)).isEqualTo(shown);
    }

    private static PSQLException failure(String state, String message) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0"));
    }
}
