package dev.segue.benchmarks.arena;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Where a contender connects to. */
public record Database(String name, String jdbcUrl, String user, String password) {

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** The first arguments of every contender. */
    public List<String> arguments() {
        return List.of(jdbcUrl, user, password);
    }

    /** As {@code DATABASE_URL} is commonly written. */
    public String libpqUrl() {
        return jdbcUrl.replace("jdbc:postgresql://", "postgresql://" + user + ":" + password + "@");
    }

    Database throughPort(int otherPort) {
        return new Database(name, jdbcUrl.replaceFirst(":\\d+/", ":" + otherPort + "/"), user, password);
    }
}
