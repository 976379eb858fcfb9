package dev.segue.benchmarks.contender;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The floor of finding out that there is nothing to do: connects and reads Segue's history. {@code HistoryReader url user
 * password}.
 */
public final class HistoryReader {

    private static final String READ = "SELECT id, checksum FROM segue.revision ORDER BY position";

    private HistoryReader() {}

    public static void main(String[] arguments) throws SQLException {
        Map<String, String> checksums = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                checksums.put(rows.getString(1), rows.getString(2));
            }
        }
        if (checksums.isEmpty()) {
            throw new IllegalStateException("the history is empty");
        }
    }
}
