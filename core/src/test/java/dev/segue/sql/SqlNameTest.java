package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POSTGRESQL | users        | users
            POSTGRESQL | Users        | users
            POSTGRESQL | GRÖSSE       | grÖsse
            POSTGRESQL | "Group"      | Group
            POSTGRESQL | "a""b.c"     | a"b.c
            POSTGRESQL | U&"d\\0061t\\+00006F\\\\" | dato\\
            POSTGRESQL | u&"\\d83d\\de00!\\" | 😀!\\
            MYSQL      | Users        | Users
            MYSQL      | `a``b"c`     | a`b"c
            SQLITE     | Users        | Users
            SQLITE     | [a"b``c]     | a"b``c
            SQLITE     | `a``b`       | a`b
            SQLITE     | "a""b"       | a"b
            """)
    void readsWhatUsersWrite(SqlSyntax syntax, String written, String text) {
        assertThat(SqlName.at(statement(syntax, "DROP TABLE " + written), 2)).hasValue(SqlName.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a'", "1", ")", "+", "\"\""})
    void whatIsNoNameGivesNone(String written) {
        assertThat(SqlName.at(statement(SqlSyntax.POSTGRESQL, "DROP TABLE " + written), 2))
                .isEmpty();
        assertThat(SqlName.at(statement(SqlSyntax.POSTGRESQL, "DROP TABLE"), 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void quotingAndReadingAreInverse(SqlSyntax syntax) {
        for (String text :
                new String[] {"a", "Group", "a\"b", "a`b", "a]b", "[a", "日本", "\uD83D\uDE00", "; --", "a\nb", "\\"}) {
            SqlName name = SqlName.of(text);

            assertThat(SqlName.at(statement(syntax, "DROP TABLE " + name.quoted(syntax)), 2))
                    .hasValue(name);
        }
    }

    @Test
    void comparesAsTheDatabaseDoes() {
        assertThat(SqlName.of("a").isSameAs(SqlName.of("A"), SqlSyntax.POSTGRESQL))
                .isFalse();
        assertThat(SqlName.of("a").isSameAs(SqlName.of("A"), SqlSyntax.SQLITE)).isTrue();
        assertThat(SqlName.of("ä").isSameAs(SqlName.of("Ä"), SqlSyntax.SQLITE)).isFalse();
        assertThat(SqlName.of("ä").isSameAs(SqlName.of("Ä"), SqlSyntax.MYSQL)).isTrue();
    }

    @Test
    void postgresqlCutsLongNamesBetweenCharacters() {
        String longName = "x".repeat(62) + "é" + "tail";

        assertThat(SqlName.of(longName).folded(SqlSyntax.POSTGRESQL)).isEqualTo("x".repeat(62));
        assertThat(SqlName.of("x".repeat(61) + "é" + "tail").folded(SqlSyntax.POSTGRESQL))
                .isEqualTo("x".repeat(61) + "é");
        assertThat(SqlName.of("x".repeat(64)).isSameAs(SqlName.of("x".repeat(63)), SqlSyntax.POSTGRESQL))
                .isTrue();
        assertThat(SqlName.of("x".repeat(64)).folded(SqlSyntax.SQLITE)).hasSize(64);
        assertThat(SqlName.of(longName).quoted(SqlSyntax.POSTGRESQL)).isEqualTo("\"" + longName + "\"");
    }

    @Test
    void foldsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));

            assertThat(SqlName.at(statement(SqlSyntax.POSTGRESQL, "DROP INDEX"), 1))
                    .hasValue(SqlName.of("index"));
            assertThat(SqlName.of("ID").folded(SqlSyntax.MYSQL)).isEqualTo("id");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            users  | users
            _a1$   | _a1$
            Group  | "Group"
            1a     | "1a"
            a"b    | "a""b"
            größe  | "größe"
            """)
    void isShownAsUsersWriteIt(String text, String shown) {
        assertThat(SqlName.of(text)).hasToString(shown);
    }

    @Test
    void refusesWhatNoDatabaseTakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> SqlName.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> SqlName.of("a\0b"));
    }

    private static SqlStatement statement(SqlSyntax syntax, String text) {
        return SqlScanner.scan(new SourceText("a.sql", text), syntax)
                .statements()
                .get(0);
    }
}
