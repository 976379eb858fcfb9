package dev.segue.conformance.support;

import static dev.segue.conformance.support.Eventually.eventually;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of one test, gone when the test is over. */
public record TestDatabase(EmbeddedPostgres server, String name) implements AutoCloseable {

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** A façade on the revisions in this folder. */
    public SegueBuilder segue(Path revisions) {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(jdbcUrl(), server.user(), server.password())
                .project(revisions)
                .revisions(revisions);
    }

    /** A connection of an application, which the caller closes. */
    public Connection connect() {
        try {
            return connectOrFail();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The same for who can do something about a failure. */
    Connection connectOrFail() throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl() + "?ApplicationName=checkout-service", server.user(), server.password());
    }

    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Sessions that come from now on look for deadlocks only after this time. Batches of a backfill, which give way before
     * that, may take as much longer on a machine that stands still for a while.
     */
    public void lookForDeadlocksAfter(String time) {
        execute("ALTER DATABASE " + name + " SET deadlock_timeout = '" + time + "'");
    }

    /** The SQLSTATE that an application gets for this; "accepted" where it is not refused. */
    public String refused(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "accepted";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    /** The first column of all rows. */
    public List<String> lines(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the only row. */
    public String text(String query) {
        List<String> lines = lines(query);
        if (lines.size() != 1) {
            throw new IllegalStateException(lines.size() + " rows instead of one: " + query);
        }
        return lines.get(0);
    }

    /** Waits until a query returns true; a table that is not there yet is waited for too. */
    public void await(String condition) {
        if (!eventually(() -> holds(condition), Boolean::booleanValue)) {
            throw new IllegalStateException("this never became true: " + condition);
        }
    }

    private boolean holds(String condition) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(condition)) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException failure) {
            if ("42P01".equals(failure.getSQLState())) {
                return false;
            }
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        server.dropDatabase(name);
    }
}
