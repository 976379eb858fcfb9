package dev.segue.benchmarks.contender;

import dev.segue.benchmarks.workload.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The floor: a bare JDBC loop that knows its statements by heart, and commits a table, its index and a line in a history
 * together. {@code LoopContender url user password folder revisions}.
 */
public final class LoopContender {

    private static final String CREATE_HISTORY = """
            CREATE TABLE history (
              revision bigint PRIMARY KEY,
              message text NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """;

    private static final String INSERT_HISTORY = "INSERT INTO history (revision, message) VALUES (?, ?)";

    private LoopContender() {}

    public static void main(String[] arguments) throws SQLException {
        Workload workload = new Workload(Integer.parseInt(arguments[4]));
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CREATE_HISTORY);
            connection.commit();
            try (PreparedStatement history = connection.prepareStatement(INSERT_HISTORY)) {
                for (int number : workload.numbers().toArray()) {
                    statement.execute(workload.createTable(number));
                    statement.execute(workload.createIndex(number));
                    history.setLong(1, number);
                    history.setString(2, workload.message(number));
                    history.executeUpdate();
                    connection.commit();
                }
            }
        }
    }
}
