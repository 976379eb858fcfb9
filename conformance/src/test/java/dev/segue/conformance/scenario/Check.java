package dev.segue.conformance.scenario;

import dev.segue.conformance.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement and what is expected of it: the rows of its result, {@code done}, or {@code refused} with a code.
 *
 * @param expected rows separated by semicolons, their columns by commas
 */
public record Check(String statement, String expected) {

    static final String ARROW = "=>";

    /** Runs the statements one after the other, and leaves nothing of them; the answers that were not expected. */
    static List<String> surprises(List<Check> checks, TestDatabase database) {
        List<String> surprises = new ArrayList<>();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (Check check : checks) {
                String answer = check.answer(connection);
                if (!answer.equals(check.expected)) {
                    surprises.add(check.statement + " => " + answer + " instead of " + check.expected);
                }
            }
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return surprises;
    }

    private String answer(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement asked = connection.createStatement()) {
            return asked.execute(statement) ? rows(asked.getResultSet()) : "done";
        } catch (SQLException refusal) {
            connection.rollback(before);
            return "refused " + refusal.getSQLState();
        }
    }

    private static String rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> columns = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                columns.add(String.valueOf(result.getString(column)));
            }
            rows.add(String.join(", ", columns));
        }
        return String.join("; ", rows);
    }
}
