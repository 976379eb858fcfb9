package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts glued together from pieces whose statements are known: whatever stands beside it, a piece stays what it is. */
class GluedScriptsTest {

    private static final int SCRIPTS = 2_000;

    @Test
    void statementsOfEveryKindAreFoundAgainWhenJoined() {
        List<String> statements =
                List.of(Resources.text("statements.txt").strip().split("\n----\n"));
        String script = statements.stream()
                .map(text -> text.startsWith("COPY") ? text + ";\n1,x;\n\\." : text + ";")
                .collect(Collectors.joining("\n"));

        Script split = SqlScanner.scan(new SourceText("statements.sql", script), SqlSyntax.POSTGRESQL);

        assertThat(statements).hasSize(99);
        assertThat(split.statements()).extracting(SqlStatement::text).containsExactlyElementsOf(statements);
        assertFoundAtTheirOffsets(split);
    }

    @ParameterizedTest
    @EnumSource
    void randomPiecesAreSplitWhereTheyWereGlued(SqlSyntax syntax) {
        for (int seed = 0; seed < SCRIPTS; seed++) {
            Random random = new Random(seed);
            List<String> statements = new ArrayList<>();
            StringBuilder text = new StringBuilder(oneOf(random, List.of("", "\uFEFF")));
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                String statement = statement(random, syntax);
                statements.add(statement);
                text.append(gap(random, syntax))
                        .append(statement)
                        .append(gap(random, syntax))
                        .append(';')
                        .append(oneOf(random, List.of("", ";", ";;")));
            }
            text.append(gap(random, syntax));

            Script split = SqlScanner.scan(new SourceText("seed " + seed, text.toString()), syntax);

            assertThat(split.statements())
                    .as("seed %d:%n%s", seed, text)
                    .extracting(SqlStatement::text)
                    .containsExactlyElementsOf(statements);
            assertFoundAtTheirOffsets(split);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsBetweenTokensNeverChangesTheNormalizedText(SqlSyntax syntax) {
        for (int seed = 0; seed < SCRIPTS; seed++) {
            String statement = statement(new Random(seed), syntax);
            SqlStatement scanned = only(syntax, statement);
            Random random = new Random(seed);
            String respaced = scanned.tokens().stream()
                    .map(token -> token.in(scanned.text()))
                    .collect(Collectors.joining(gap(random, syntax)));

            assertThat(only(syntax, respaced).normalized()).as("seed %d", seed).isEqualTo(scanned.normalized());
            assertThat(only(syntax, scanned.normalized()).normalized())
                    .as("seed %d", seed)
                    .isEqualTo(scanned.normalized());
        }
    }

    private static SqlStatement only(SqlSyntax syntax, String text) {
        List<SqlStatement> statements =
                SqlScanner.scan(new SourceText("a.sql", text), syntax).statements();
        assertThat(statements).as(text).hasSize(1);
        return statements.get(0);
    }

    private static void assertFoundAtTheirOffsets(Script script) {
        for (SqlStatement statement : script.statements()) {
            int end = statement.start() + statement.text().length();
            assertThat(script.source().text().substring(statement.start(), end)).isEqualTo(statement.text());
        }
    }

    private static String statement(Random random, SqlSyntax syntax) {
        if (random.nextInt(4) == 0) {
            return oneOf(random, bodies(syntax)).replace("?", fragments(random, syntax));
        }
        return "SELECT " + fragments(random, syntax) + "1";
    }

    private static String fragments(Random random, SqlSyntax syntax) {
        return Stream.generate(() -> oneOf(random, fragments(syntax)) + gap(random, syntax) + ", ")
                .limit(random.nextInt(5))
                .collect(Collectors.joining());
    }

    /** Never nothing: two pieces must not become one word. */
    private static String gap(Random random, SqlSyntax syntax) {
        List<String> gaps = new ArrayList<>(List.of(
                " ",
                "\n",
                "\r\n",
                "\t",
                " -- it's; a \" comment\n",
                " /* it's; a \" comment */ ",
                " --\r\n",
                "\n/**/ "));
        if (syntax == SqlSyntax.POSTGRESQL) {
            gaps.addAll(List.of(" /* a /* b; */ c; */ ", " -- $$ ;\r"));
        }
        if (syntax == SqlSyntax.MYSQL) {
            gaps.addAll(List.of(" # it's; a ` comment\n", " -- \\\n"));
        }
        return oneOf(random, gaps);
    }

    private static List<String> fragments(SqlSyntax syntax) {
        List<String> fragments = new ArrayList<>(List.of(
                "a",
                "'a;b'",
                "'it''s;'",
                "''",
                "'--'",
                "'/*'",
                "CASE WHEN a THEN 'END;' END",
                "f(1, (2))",
                "1.5e-3",
                "a - - b",
                "a / b * c",
                "'größe;日本'",
                "größe",
                "t.a",
                "'\n;\n'"));
        fragments.addAll(
                switch (syntax) {
                    case POSTGRESQL ->
                        List.of(
                                "$$;$$",
                                "$a$ ; $$ $b$ $a$",
                                "E'\\';'",
                                "'\\'",
                                "U&'\\;'",
                                "\"a;\"\"b\"",
                                "a$b$c",
                                "$1",
                                "a::int[]",
                                "a ->> 'b;'",
                                "E'a' 'b;'",
                                "a @- 1",
                                "a[1:2]",
                                "x'1F;'",
                                "t.end",
                                "1 AS end");
                    case MYSQL ->
                        List.of(
                                "'\\';'",
                                "\"\\\";\"",
                                "`a;``b`",
                                "\";\"",
                                "5--1",
                                "/*! ';', */ a",
                                "/*!50003 1 + */ 2",
                                "end",
                                "begin",
                                "IF(a, b, c)",
                                "@a",
                                "@@session.b",
                                "_utf8mb4';'",
                                "\\N",
                                "t.end");
                    case SQLITE ->
                        List.of(
                                "[a;'b]",
                                "`a;``b`",
                                "\"a;\"\"b\"",
                                "x'3B'",
                                "'\\'",
                                "?1",
                                ":a",
                                "@a",
                                "$a::b(;)",
                                "end",
                                "begin",
                                "a ->> '$;'",
                                "a || ';'");
                });
        return fragments;
    }

    /** A question mark becomes fragments of an expression. */
    private static List<String> bodies(SqlSyntax syntax) {
        return switch (syntax) {
            case POSTGRESQL ->
                List.of(
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT ? 1; SELECT ? 2; END",
                        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END",
                        "CREATE FUNCTION f() RETURNS int AS $f$ BEGIN ; END; $f$ LANGUAGE plpgsql",
                        "CREATE RULE r AS ON DELETE TO t DO (SELECT ? 1; SELECT ? 2)",
                        "BEGIN",
                        "END");
            case MYSQL ->
                List.of(
                        "CREATE PROCEDURE p(a INT) BEGIN SELECT ? 1; IF a THEN SELECT ? 2; END IF; END",
                        "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN f(? 1)",
                        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW CASE a WHEN 1 THEN SELECT ? 1; END CASE",
                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO x: LOOP SELECT ? 1; LEAVE x; END LOOP x",
                        "BEGIN",
                        "END");
            case SQLITE ->
                List.of(
                        "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT ? 1; SELECT ? 2; END",
                        "CREATE TEMP TRIGGER g AFTER INSERT ON t WHEN f(? 1) BEGIN SELECT 1; END",
                        "BEGIN",
                        "END");
        };
    }

    private static String oneOf(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
