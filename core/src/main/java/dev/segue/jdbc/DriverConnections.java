package dev.segue.jdbc;

import dev.segue.problem.SegueException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Connections made by a driver that is asked directly: the search of {@code DriverManager} through every driver on the
 * class path takes longer than connecting does.
 */
public final class DriverConnections implements ConnectionSource {

    private final Class<? extends Driver> driver;
    private final String jdbcUrl;
    private final String display;
    private final Properties properties;

    private DriverConnections(Class<? extends Driver> driver, String jdbcUrl, String display, Properties properties) {
        this.driver = driver;
        this.jdbcUrl = jdbcUrl;
        this.display = display;
        this.properties = properties;
    }

    /**
     * @param display how messages call the database, without secrets
     * @throws SegueException when the driver is not on the class path
     */
    public static DriverConnections of(
            String driverClass, String jdbcUrl, String display, Map<String, String> properties) {
        Properties copied = new Properties();
        copied.putAll(properties);
        return new DriverConnections(load(driverClass), jdbcUrl, display, copied);
    }

    private static Class<? extends Driver> load(String driverClass) {
        try {
            return Class.forName(driverClass, false, DriverConnections.class.getClassLoader())
                    .asSubclass(Driver.class);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException absent) {
            throw noDriver(driverClass);
        }
    }

    /** Waking a driver takes as long as connecting does, so that it is left to the thread that connects. */
    private Driver driver() {
        try {
            return driver.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw noDriver(driver.getName());
        }
    }

    private static SegueException noDriver(String driverClass) {
        return DatabaseProblem.NO_DRIVER.with(
                "the JDBC driver " + driverClass + " is not on the class path", DatabaseProblem.NO_DRIVER.remedy());
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = driver().connect(jdbcUrl, properties);
        if (connection == null) {
            throw DatabaseProblem.UNKNOWN_URL.with(
                    "the driver does not understand the URL of " + display, DatabaseProblem.UNKNOWN_URL.remedy());
        }
        return connection;
    }

    @Override
    public String display() {
        return display;
    }
}
