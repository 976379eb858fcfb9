package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In the scripts here the sign ¶ ends a line and ‸ stands where the message has to point. */
class SqlScannerProblemTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1;¶  SELECT ‸'a;¶ SELECT 2;                                     | SQ101
            SELECT ‸'a''                                                           | SQ101
            SELECT 'it's; SELECT ‸';                                               | SQ101
            SELECT ‸E'a\\'                                                         | SQ101
            SELECT ‸E'a\\                                                          | SQ101
            SELECT ‸U&'a                                                           | SQ101
            SELECT E'a'¶  ‸'\\';                                                   | SQ101
            SELECT ‸"a; SELECT 2                                                   | SQ102
            SELECT ‸U&"a                                                           | SQ102
            SELECT 1 ‸/* /* */ ; SELECT 2;                                         | SQ103
            ‸/*/                                                                   | SQ103
            DO ‸$$ BEGIN; END $ $;                                                 | SQ104
            DO ‸$a$ BEGIN; END $A$;                                                | SQ104
            CREATE FUNCTION f() RETURNS int ‸BEGIN ATOMIC SELECT 1; SELECT 2;      | SQ105
            CREATE TABLE t ‸(a numeric(10, 2), b int; SELECT (1);                  | SQ106
            CREATE TABLE t (a numeric(10, 2)); SELECT (1) + ‸(2; SELECT (3);        | SQ106
            SELECT 1;¶  ‸\\d t                                                     | SQ107
            SELECT 1 ‸\\gexec                                                      | SQ107
            COPY t FROM stdin; ‸SELECT 1;¶1¶\\.                                    | SQ108
            COPY t FROM stdin; ‸/* rows¶ */¶1¶\\.                                  | SQ108
            """)
    void pointsAtTheBeginningOfWhatHasNoEndInPostgresql(String script, String code) {
        assertRefused(SqlSyntax.POSTGRESQL, script, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT ‸'a\\';                                                         | SQ101
            SELECT ‸"a\\";                                                         | SQ101
            SELECT ‸`a; SELECT 2                                                   | SQ102
            SELECT 1; ‸/* a                                                        | SQ103
            SELECT 1 ‸/*!50003 + 2;                                                | SQ103
            CREATE PROCEDURE p() ‸BEGIN SELECT 1; SELECT 2;                        | SQ105
            CREATE PROCEDURE p() BEGIN ‸IF a THEN SELECT 1; END; SELECT 2;         | SQ105
            CREATE PROCEDURE p() BEGIN ‸CASE a WHEN 1 THEN SELECT 1; END IF; END;  | SQ105
            CREATE PROCEDURE p() ‸IF a THEN SELECT 1; END                          | SQ105
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW ‸IF a THEN SELECT 1;  | SQ105
            SELECT 1‸\\G                                                           | SQ107
            ‸DELIMITER¶SELECT 1;                                                   | SQ110
            SELECT 1; ‸DELIMITER \\ ¶SELECT 1;                                     | SQ110
            """)
    void pointsAtTheBeginningOfWhatHasNoEndInMysql(String script, String code) {
        assertRefused(SqlSyntax.MYSQL, script, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT ‸'a\\''; SELECT 1;                                              | SQ101
            SELECT ‸x'1F; SELECT 1;                                                | SQ101
            SELECT ‸`a; SELECT 2                                                   | SQ102
            SELECT ‸[a; SELECT 2                                                   | SQ102
            SELECT 1; ‸/* a                                                        | SQ103
            SELECT 1;¶‸CREATE TRIGGER g INSERT ON t BEGIN SELECT 1;                | SQ105
            ‸CREATE TRIGGER g INSERT ON t BEGIN SELECT CASE WHEN a THEN b END; ;   | SQ105
            SELECT 1;¶‸.read file.sql                                              | SQ107
            """)
    void pointsAtTheBeginningOfWhatHasNoEndInSqlite(String script, String code) {
        assertRefused(SqlSyntax.SQLITE, script, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\i other.sql       | \\i        | make a revision of the file
            \\ir other.sql      | \\ir       | make a revision of the file
            \\copy t from 'x'   | \\copy     | COPY … FROM stdin
            \\restrict k3y      | \\restrict | pg_dump writes it for psql alone
            \\unrestrict k3y    | \\unrestrict | pg_dump writes it for psql alone
            \\c app             | \\c        | the URL in the configuration
            \\connect app       | \\connect  | the URL in the configuration
            \\set a 1           | \\set      | write the value itself
            \\if :a             | \\if       | write the condition in SQL
            \\gexec             | \\gexec    | end the statement with a semicolon
            \\d+ t              | \\d        | it only shows
            \\dt                | \\dt       | it only shows
            \\.                 | \\.        | put COPY … FROM stdin; before the rows
            \\!  ls             | \\!        | no programs of the operating system
            \\; SELECT 3         | \\;        | delete the backslash
            \\timing on         | \\timing   | delete the line
            """)
    void saysWhatToDoInsteadOfEachCommandOfPsql(String line, String command, String remedy) {
        Problem problem = problemOf(SqlSyntax.POSTGRESQL, "SELECT 1;\n" + line + "\nSELECT 2;");

        assertThat(problem.code()).isEqualTo(SqlProblem.CLIENT_COMMAND);
        assertThat(problem.headline()).startsWith(command + " in script.sql is a command of psql");
        assertThat(problem.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @EnumSource
    void refusesNul(SqlSyntax syntax) {
        assertRefused(syntax, "SELECT 1;¶SELECT '‸\0'", "SQ109");
    }

    private static void assertRefused(SqlSyntax syntax, String marked, String code) {
        String script = marked.replace('¶', '\n');
        int place = script.indexOf('‸');

        Problem problem = problemOf(syntax, script.replace("‸", ""));

        assertThat(problem.code().code()).isEqualTo(code);
        SourcePosition expected = new SourceText("script.sql", script).positionOf(place);
        assertThat(problem.excerpt())
                .hasValueSatisfying(excerpt -> assertThat(excerpt.place()).isEqualTo("script.sql:" + expected));
    }

    private static Problem problemOf(SqlSyntax syntax, String script) {
        return assertThatExceptionOfType(SegueException.class)
                .isThrownBy(() -> SqlScanner.scan(new SourceText("script.sql", script), syntax))
                .actual()
                .problem();
    }
}
