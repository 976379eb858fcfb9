package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What SQLite itself makes of the scripts, when it gets them whole and when it gets them statement by statement. */
class SqliteDriverTest {

    @TestFactory
    Stream<DynamicTest> statementByStatementAScriptDoesWhatItDoesAsAWhole() {
        return Resources.splitCases(SqlSyntax.SQLITE).stream()
                .map(split -> dynamicTest(split.title(), () -> assertSame(split.script())));
    }

    private static void assertSame(String script) throws SQLException {
        try (Connection whole = DriverManager.getConnection("jdbc:sqlite::memory:");
                Connection inPieces = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            try (Statement statement = whole.createStatement()) {
                statement.executeUpdate(script);
            }
            for (SqlStatement piece : SqlScanner.scan(new SourceText("a.sql", script), SqlSyntax.SQLITE)
                    .statements()) {
                try (PreparedStatement statement = inPieces.prepareStatement(piece.text())) {
                    statement.executeUpdate();
                }
            }

            assertThat(contents(inPieces)).isEqualTo(contents(whole)).hasSizeGreaterThan(1);
        }
    }

    /** The schema as SQLite keeps its text, and the rows of each table. */
    private static List<List<Object>> contents(Connection connection) throws SQLException {
        List<List<Object>> contents = rows(connection, "SELECT name, sql FROM sqlite_schema ORDER BY name");
        contents.addAll(rows(connection, "SELECT name, sql FROM sqlite_temp_schema ORDER BY name"));
        for (List<Object> table :
                rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
            String name = SqlName.of(String.valueOf(table.get(0))).quoted(SqlSyntax.SQLITE);
            contents.addAll(rows(connection, "SELECT * FROM " + name));
        }
        return contents;
    }

    private static List<List<Object>> rows(Connection connection, String query) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
