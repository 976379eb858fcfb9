package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Splits the scripts in {@code postgresql.scripts} and its siblings. A case there is a title, a script, and what it is
 * split into:
 * <pre>
 * === title
 * script
 * &gt;&gt;&gt;
 * first statement
 * &gt;&gt;&gt;
 * second statement
 * </pre>
 */
class SqlScannerTest {

    @TestFactory
    Stream<DynamicTest> postgresql() {
        return cases(SqlSyntax.POSTGRESQL);
    }

    @TestFactory
    Stream<DynamicTest> mysql() {
        return cases(SqlSyntax.MYSQL);
    }

    @TestFactory
    Stream<DynamicTest> sqlite() {
        return cases(SqlSyntax.SQLITE);
    }

    private static Stream<DynamicTest> cases(SqlSyntax syntax) {
        String file = syntax.name().toLowerCase(Locale.ROOT) + ".scripts";
        return Arrays.stream(resource(file).split("(?m)^=== "))
                .filter(text -> !text.isBlank())
                .map(text -> {
                    int titleEnd = text.indexOf('\n');
                    List<String> parts = Arrays.stream(
                                    text.substring(titleEnd + 1).split("(?m)^>>>$"))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
                    return DynamicTest.dynamicTest(
                            text.substring(0, titleEnd),
                            () -> assertSplits(syntax, parts.get(0), parts.subList(1, parts.size())));
                });
    }

    private static void assertSplits(SqlSyntax syntax, String script, List<String> expected) {
        Script split = SqlScanner.scan(new SourceText("script.sql", script), syntax);

        assertThat(split.statements()).extracting(SqlStatement::text).containsExactlyElementsOf(expected);
        for (SqlStatement statement : split.statements()) {
            assertThat(script.startsWith(statement.text(), statement.start())).isTrue();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SqlScannerTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
