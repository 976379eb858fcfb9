package dev.segue.benchmarks.liquibase;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Applies a formatted SQL changelog: {@code LiquibaseContender url user password folder}. What it would say about each
 * change set is switched off, so that it is not measured while it writes.
 */
public final class LiquibaseContender {

    private static final Logger LOGGER = Logger.getLogger("liquibase");

    private LiquibaseContender() {}

    public static void main(String[] arguments) throws Exception {
        LOGGER.setLevel(Level.OFF);
        Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> update(arguments));
    }

    private static void update(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase =
                    new Liquibase("changelog.sql", new DirectoryResourceAccessor(Path.of(arguments[3])), database)) {
                liquibase.update(new Contexts());
            }
        }
    }
}
