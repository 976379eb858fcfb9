package dev.segue.benchmarks.liquibase;

import java.nio.file.Files;
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
 * Applies a changelog of formatted SQL: {@code LiquibaseContender url user password folder}. What it would say about each
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
            Path folder = Path.of(arguments[3]);
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase =
                    new Liquibase(changelogIn(folder), new DirectoryResourceAccessor(folder), database)) {
                liquibase.update(new Contexts());
            }
        }
    }

    /** One file with everything, or one that includes all others. */
    private static String changelogIn(Path folder) {
        String whole = "changelog.sql";
        return Files.exists(folder.resolve(whole)) ? whole : "changelog.xml";
    }
}
