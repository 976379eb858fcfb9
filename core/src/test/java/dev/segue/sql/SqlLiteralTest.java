package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlLiteralTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POSTGRESQL | it's   | 'it''s'
            POSTGRESQL | a\\'b  | E'a\\\\''b'
            MYSQL      | it's   | 'it''s'
            MYSQL      | a\\'b  | 'a\\\\''b'
            SQLITE     | a\\'b  | 'a\\''b'
            """)
    void escapesWhatTheDatabaseWouldMistake(SqlSyntax syntax, String text, String literal) {
        assertThat(SqlLiteral.quote(text, syntax)).isEqualTo(literal);
    }

    @ParameterizedTest
    @EnumSource
    void isAlwaysOneString(SqlSyntax syntax) {
        for (String text : new String[] {"", "'", "''", "\\", "\\'", "'; DROP TABLE t; --", "$$", "\n", "\"", "日本"}) {
            String literal = SqlLiteral.quote(text, syntax);

            assertThat(SqlScanner.scan(new SourceText("a.sql", literal), syntax)
                            .statements()
                            .get(0)
                            .tokens())
                    .containsExactly(new Token(TokenKind.STRING, 0, literal.length()));
        }
    }

    @Test
    void refusesNul() {
        assertThatIllegalArgumentException().isThrownBy(() -> SqlLiteral.quote("a\0", SqlSyntax.POSTGRESQL));
    }
}
