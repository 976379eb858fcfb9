package dev.segue;

import dev.segue.configuration.DatabaseUrl;
import dev.segue.configuration.Secret;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.DialectProblem;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.dialect.sqlite.SqliteDialect;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.jdbc.EarlyConnection;
import dev.segue.problem.SegueException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A database as the user names it: its dialect, and where its connections come from.
 *
 * @param file what holds it, where it is a file
 */
record Connections(Dialect dialect, ConnectionSource source, boolean mayConnectEarly, Optional<Path> file) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SQLITE = "jdbc:sqlite:";

    Connections(Dialect dialect, ConnectionSource source) {
        this(dialect, source, false, Optional.empty());
    }

    /** @throws SegueException when the URL is of a database that is not known here */
    static Connections to(String jdbcUrl, Optional<String> user, Optional<String> password) {
        return to(jdbcUrl, user, password, display(jdbcUrl));
    }

    static Connections to(DatabaseUrl.Jdbc url) {
        return to(url.jdbcUrl(), url.user(), url.password().map(Secret::reveal), url.display());
    }

    private static Connections to(String jdbcUrl, Optional<String> user, Optional<String> password, String display) {
        Dialect dialect = dialectOf(jdbcUrl);
        Map<String, String> properties = new LinkedHashMap<>();
        if (user.isPresent()) {
            properties.put("user", user.get());
        }
        if (password.isPresent()) {
            properties.put("password", password.get());
        }
        if (dialect instanceof PostgresqlDialect) {
            properties.put("ApplicationName", "segue");
            properties.put("assumeMinServerVersion", "14");
            properties.put("tcpKeepAlive", "true");
            properties.put("connectTimeout", "10");
            // Statements without values need not be parsed, described and bound one by one.
            properties.put("preferQueryMode", "extendedForPrepared");
            return new Connections(
                    dialect,
                    DriverConnections.of("org.postgresql.Driver", jdbcUrl, display, properties),
                    true,
                    Optional.empty());
        }
        return new Connections(
                dialect,
                DriverConnections.of("org.sqlite.JDBC", jdbcUrl, display, properties),
                false,
                sqliteFile(jdbcUrl));
    }

    /** Asks the pool for one connection to find out what it connects to. */
    static Connections from(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            String url = connection.getMetaData().getURL();
            return new Connections(dialectOf(url), new Pooled(pool, display(url)));
        } catch (SQLException failure) {
            throw DialectProblem.UNKNOWN_DATABASE
                    .with("the data source gives no connection", "see to it that it can connect")
                    .problem()
                    .toException(failure);
        }
    }

    static Dialect dialectOf(String jdbcUrl) {
        if (jdbcUrl.startsWith(POSTGRESQL)) {
            return new PostgresqlDialect();
        }
        if (jdbcUrl.startsWith(SQLITE)) {
            return new SqliteDialect();
        }
        throw DialectProblem.UNKNOWN_DATABASE.with(
                "the URL " + display(jdbcUrl) + " is of a database that Segue does not know yet",
                "use jdbc:postgresql://host/database or jdbc:sqlite:file");
    }

    /** The file that would hold the database, where there is none yet: merely connecting would create an empty one. */
    Optional<Path> missingFile() {
        return file.filter(path -> Files.notExists(path) && hasFolder(path));
    }

    private static boolean hasFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder);
    }

    /** Nothing for a database in memory, and for what the driver understands better than we do. */
    private static Optional<Path> sqliteFile(String jdbcUrl) {
        int parameters = jdbcUrl.indexOf('?');
        String name = jdbcUrl.substring(SQLITE.length(), parameters < 0 ? jdbcUrl.length() : parameters);
        boolean isPlain = !name.isEmpty() && !name.startsWith(":") && !name.startsWith("file:");
        try {
            return isPlain ? Optional.of(Path.of(name)) : Optional.empty();
        } catch (InvalidPathException toldByTheDriver) {
            return Optional.empty();
        }
    }

    /**
     * Connects while the caller still reads files. A pool may tie its connections to the thread that asks for them, and to
     * open a database that is a file creates it: those wait until they are asked.
     */
    EarlyConnection early() {
        return mayConnectEarly ? EarlyConnection.to(source) : EarlyConnection.whenAsked(source);
    }

    /** Parameters and user information may hold secrets. */
    private static String display(String jdbcUrl) {
        int parameters = jdbcUrl.indexOf('?');
        String plain = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        int user = plain.indexOf('@');
        int slashes = plain.indexOf("//");
        return user > slashes && slashes >= 0 ? plain.substring(0, slashes + 2) + plain.substring(user + 1) : plain;
    }

    private record Pooled(DataSource pool, String display) implements ConnectionSource {

        @Override
        public Connection open() throws SQLException {
            return pool.getConnection();
        }
    }
}
