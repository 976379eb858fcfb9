package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @Test
    void keepsTheOrderOfCommentLinesAndStatements() {
        Script script = postgresql("""
                -- segue:upgrade
                SELECT 1 -- inside
                  + 2; --behind it
                /* a block */ -- segue:downgrade
                SELECT 3
                -- at the end
                """);

        assertThat(script.elements())
                .extracting(element -> element instanceof LineComment comment
                        ? "-- " + comment.text()
                        : ((SqlStatement) element).normalized())
                .containsExactly(
                        "-- segue:upgrade",
                        "SELECT 1 + 2",
                        "-- behind it",
                        "-- segue:downgrade",
                        "SELECT 3",
                        "-- at the end");
    }

    @Test
    void knowsWhereCommentLinesBegin() {
        Script script = SqlScanner.scan(new SourceText("a.sql", "  -- one\n# two\r\nSELECT 1"), SqlSyntax.MYSQL);

        assertThat(script.elements().subList(0, 2))
                .containsExactly(new LineComment(2, "one"), new LineComment(9, "two"));
    }

    @Test
    void knowsTheLineAndColumnOfEachStatement() {
        Script script = postgresql("\n  SELECT 1;\r\n\tSELECT\n2; SELECT 3");

        assertThat(script.statements())
                .extracting(SqlStatement::position)
                .containsExactly(new SourcePosition(2, 3), new SourcePosition(3, 2), new SourcePosition(4, 4));
    }

    @Test
    void aByteOrderMarkCountsForNothing() {
        Script script = postgresql("\uFEFFSELECT 1;\nSELECT 2");

        assertThat(script.statements()).extracting(SqlStatement::text).containsExactly("SELECT 1", "SELECT 2");
        assertThat(script.statements())
                .extracting(SqlStatement::position)
                .containsExactly(new SourcePosition(1, 1), new SourcePosition(2, 1));
        assertThat(script.source().excerptAt(1).lineText()).isEqualTo("SELECT 1;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", " \r\n\t", ";;", "-- only a comment", "/* only a comment */;"})
    void aScriptMayHoldNoStatement(String text) {
        for (SqlSyntax syntax : SqlSyntax.values()) {
            assertThat(SqlScanner.scan(new SourceText("a.sql", text), syntax).statements())
                    .as(syntax.name())
                    .isEmpty();
        }
    }

    @Test
    void givesCopyItsRows() {
        Script script =
                postgresql("COPY t FROM stdin; -- rows\n1\ta;b\n\\N\t\\\\.\n\n\\.\nCOPY u FROM STDIN;\n\\.\nSELECT 1");

        assertThat(script.statements())
                .extracting(statement -> statement.copyData().orElse("none"))
                .containsExactly("1\ta;b\n\\N\t\\\\.\n\n", "", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            COPY t FROM stdin                              | true
            copy app.t (a) from Stdin with (format csv)    | true
            COPY BINARY "from" FROM STDIN                  | true
            COPY t FROM stdout                             | true
            COPY t FROM /* x */ stdin WHERE a > 1          | true
            COPY t FROM 'stdin'                            | false
            COPY t FROM PROGRAM 'stdin'                    | false
            COPY t FROM "stdin"                            | false
            COPY t FROM STDİN                              | false
            COPY t TO stdin                                | false
            COPY (SELECT a FROM stdin) TO stdout           | false
            COPY t (a) FROM                                | false
            SELECT a FROM stdin                            | false
            """)
    void recognisesCopyThatReadsRows(String statement, boolean readsRows) {
        SqlStatement scanned = postgresql(statement + ";\n").statements().get(0);

        assertThat(scanned.copyData().isPresent()).isEqualTo(readsRows);
    }

    @Test
    void rowsEndWithTheTextAtTheLatest() {
        assertThat(rowsOf("COPY t FROM stdin;\n1\n2")).isEqualTo("1\n2");
        assertThat(rowsOf("COPY t FROM stdin;\n1\n\\.")).isEqualTo("1\n");
        assertThat(rowsOf("COPY t FROM stdin;\r\n1\r\n\\.\r\n")).isEqualTo("1\r\n");
        assertThat(rowsOf("COPY t FROM stdin;\n1\n \\.\n\\. \n")).isEqualTo("1\n \\.\n\\. \n");
        assertThat(rowsOf("COPY t FROM stdin")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tokensCarryTheirPlaceInTheStatement(SqlSyntax syntax) {
        Script script = SqlScanner.scan(
                new SourceText("a.sql", "SELECT 1; /* x */ SELECT a.b /* y */, 'c;' -- z\n FROM t ;"), syntax);

        SqlStatement second = script.statements().get(1);
        assertThat(second.tokens())
                .extracting(token -> token.kind() + " " + token.in(second.text()))
                .containsExactly(
                        "WORD SELECT",
                        "WORD a",
                        "PUNCTUATION .",
                        "WORD b",
                        "PUNCTUATION ,",
                        "STRING 'c;'",
                        "WORD FROM",
                        "WORD t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            a=-1                     ! a = - 1
            a@-1                     ! a @- 1
            a||b->>'c'#>'{d}'        ! a || b ->> 'c' #> '{d}'
            a::int[]                 ! a :: int [ ]
            a[1:2]                   ! a [ 1 : 2 ]
            f(a:=1,b=>2)             ! f ( a := 1 , b => 2 )
            1..2                     ! 1 .. 2
            1_000.5e-3+0x1F+.5+1.    ! 1_000.5e-3 + 0x1F + .5 + 1.
            1e+a                     ! 1 e + a
            $1+$20                   ! $1 + $20
            a?b?&c                   ! a ? b ?& c
            a*-b--comment            ! a * - b
            a+/*comment*/b           ! a + b
            """)
    void readsOperatorsAndNumbersLikePostgresql(String expression, String tokens) {
        assertThat(postgresql("SELECT " + expression).statements().get(0).normalized())
                .isEqualTo("SELECT " + tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
            a->>'$.b' <=> c<>d>=e:=f ! a ->> '$.b' <=> c <> d >= e := f
            @@session.a+@b           ! @@ session . a + @ b
            1e5+1st+0x1F+.5          ! 1e5 + 1st + 0x1F + .5
            a>>1||b&&c               ! a >> 1 || b && c
            5--1                     ! 5 - - 1
            """)
    void readsOperatorsAndNumbersLikeMysql(String expression, String tokens) {
        Script script = SqlScanner.scan(new SourceText("a.sql", "SELECT " + expression), SqlSyntax.MYSQL);

        assertThat(script.statements().get(0).normalized()).isEqualTo("SELECT " + tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a,b from t where c='x y'",
                "  select\n\ta , b\r\nfrom t\nwhere c = 'x y' ;  ",
                "-- licence\nselect /* all; */ a, -- first\n b from t where c = 'x y';",
            })
    void normalizedTextDependsOnTokensAlone(String text) {
        for (SqlSyntax syntax : SqlSyntax.values()) {
            assertThat(SqlScanner.scan(new SourceText("a.sql", text), syntax)
                            .statements()
                            .get(0)
                            .normalized())
                    .as(syntax.name())
                    .isEqualTo("select a , b from t where c = 'x y'");
        }
    }

    @Test
    void normalizedTextForgetsTheLineEndsInABodyAndInRows() {
        String text = "CREATE FUNCTION f() AS $$\nSELECT 1;\n$$;\nCOPY t FROM stdin;\n1\n\\.\n";

        List<String> unix = normalized(text);
        List<String> windows = normalized(text.replace("\n", "\r\n"));

        assertThat(windows).isEqualTo(unix);
    }

    @Test
    void differentStatementsHaveDifferentNormalizedTexts() {
        List<String> texts = List.of(
                "SELECT 'a b'",
                "SELECT 'a  b'",
                "SELECT 'A b'",
                "SELECT \"a b\"",
                "SELECT a b",
                "SELECT ab",
                "SELECT a-b",
                "SELECT a b -- - b",
                "SELECT a",
                "SELECT 'a--b'",
                "SELECT $$a$$",
                "SELECT $x$a$x$",
                "SELECT 1.2",
                "SELECT 1 .2",
                "SELECT 1",
                "SELECT E'a'",
                "SELECT U&'a'",
                "SELECT U & 'a'",
                "COPY t FROM stdin;\n1\n",
                "COPY t FROM stdin;\n2\n",
                "COPY t FROM stdin");

        Stream<String> normalized = texts.stream().map(text -> normalized(text).get(0));

        assertThat(normalized.distinct().toList()).hasSize(texts.size() - 1);
        assertThat(normalized("SELECT a b -- - b")).isEqualTo(normalized("SELECT a b"));
    }

    /** Quadratic reading would take minutes. */
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    @ParameterizedTest
    @EnumSource
    void readsLargeScriptsInLinearTime(SqlSyntax syntax) {
        String many = "INSERT INTO t VALUES (1, 'it''s', \"b\"); -- one\n".repeat(50_000);
        String huge = "SELECT '" + "''x;\n".repeat(500_000) + "';";
        String words = "SELECT " + "a$b ".repeat(500_000) + ";";
        String comments = "/* a; */ -- b\n".repeat(200_000);

        Script script = SqlScanner.scan(new SourceText("a.sql", many + huge + words + comments), syntax);

        assertThat(script.statements()).hasSize(50_002);
        assertThat(script.elements()).hasSize(50_002 + 50_000 + 200_000);
        assertThat(script.statements().stream()
                        .mapToInt(statement -> statement.normalized().length())
                        .sum())
                .isPositive();
    }

    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    @Test
    void readsWhatOnlyPostgresqlHasInLinearTime() {
        String nested = "/*".repeat(200_000) + "*/".repeat(200_000);
        String dollars = "SELECT $a$" + "$a $b$ $$ ".repeat(200_000) + "$a$;";
        String continued = "SELECT " + "E'a'\n -- b\n".repeat(100_000) + ";";
        String parentheses = "SELECT " + "(".repeat(200_000) + ")".repeat(200_000) + ";";
        String rows = "COPY t FROM stdin;\n" + "1\ta\n".repeat(200_000) + "\\.\n";

        Script script = postgresql(nested + dollars + continued + parentheses + rows);

        assertThat(script.statements()).hasSize(4);
    }

    @Test
    void scriptsCanBeReadByManyThreadsAtOnce() {
        List<Integer> sizes = IntStream.range(0, 200)
                .parallel()
                .mapToObj(
                        i -> postgresql("SELECT $$;$$; ".repeat(i)).statements().size())
                .toList();

        assertThat(sizes).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    private static String rowsOf(String text) {
        return postgresql(text).statements().get(0).copyData().orElseThrow();
    }

    private static List<String> normalized(String text) {
        return postgresql(text).statements().stream()
                .map(SqlStatement::normalized)
                .toList();
    }

    private static Script postgresql(String text) {
        return SqlScanner.scan(new SourceText("a.sql", text), SqlSyntax.POSTGRESQL);
    }
}
