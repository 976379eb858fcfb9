package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.segue.sql.Resources.SplitCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
        return Resources.splitCases(syntax).stream()
                .map(split -> dynamicTest(split.title(), () -> assertSplits(syntax, split)));
    }

    private static void assertSplits(SqlSyntax syntax, SplitCase expected) {
        Script unix = SqlScanner.scan(new SourceText("unix.sql", expected.script()), syntax);
        Script windows =
                SqlScanner.scan(new SourceText("windows.sql", expected.script().replace("\n", "\r\n")), syntax);

        assertThat(unix.statements()).extracting(SqlStatement::text).containsExactlyElementsOf(expected.statements());
        assertThat(windows.statements())
                .extracting(statement -> statement.text().replace("\r\n", "\n"))
                .containsExactlyElementsOf(expected.statements());
    }
}
