package dev.segue.cli;

import dev.segue.cli.terminal.ProgressLine;
import dev.segue.configuration.DatabaseUrl;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.EmbeddedPostgresBuilder;
import dev.segue.embedded.EmbeddedProblem;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL that comes along. It is started when the first connection is asked for, so that a command which only
 * reads files does not wait for it, and stops with the run. Safe for use by several threads.
 */
final class EmbeddedDatabase implements ConnectionSource, AutoCloseable {

    private static final String DATABASE = "postgres";

    /** Lets the driver name the application as it connects, where no reset of the session forgets it. */
    private static final String OLDEST_SERVER = "14";

    private static final String IGNORE_ALL = """
            # Data of local databases: nothing here belongs into version control.
            *
            """;

    private final DatabaseUrl.Embedded url;
    private final Path dataFolder;
    private final ProgressLine progressLine;
    private Optional<EmbeddedPostgres> server = Optional.empty();

    /** @param dataFolder where the data is kept, and whatever else may be lost */
    EmbeddedDatabase(DatabaseUrl.Embedded url, Path dataFolder, ProgressLine progressLine) {
        this.url = url;
        this.dataFolder = dataFolder;
        this.progressLine = progressLine;
    }

    @Override
    public Connection open() throws SQLException {
        EmbeddedPostgres running = running();
        Map<String, String> properties = Map.of(
                "user",
                running.user(),
                "password",
                running.password(),
                "ApplicationName",
                "segue",
                "assumeMinServerVersion",
                OLDEST_SERVER,
                "preferQueryMode",
                "extendedForPrepared");
        return DriverConnections.of("org.postgresql.Driver", running.jdbcUrl(DATABASE), display(), properties)
                .open();
    }

    @Override
    public String display() {
        return url.display();
    }

    @Override
    public synchronized void close() {
        server.ifPresent(EmbeddedPostgres::close);
        server = Optional.empty();
    }

    private synchronized EmbeddedPostgres running() {
        if (server.isEmpty()) {
            keepOutOfVersionControl();
            EmbeddedPostgresBuilder builder =
                    EmbeddedPostgres.builder().persistentIn(dataFolder.resolve(url.product()));
            url.major().ifPresent(builder::version);
            progressLine.show("starting PostgreSQL; the first time takes some seconds");
            try {
                server = Optional.of(builder.start());
            } catch (SegueException failure) {
                throw failure.problem().code() == EmbeddedProblem.FOLDER_UNUSABLE
                        ? withOtherWay(failure.problem()).toException(failure)
                        : failure;
            } finally {
                progressLine.clear();
            }
        }
        return server.get();
    }

    private static Problem withOtherWay(Problem problem) {
        return new Problem(
                problem.code(),
                problem.headline(),
                "let this user write there, free space on the disk, or name another database with --url",
                problem.excerpt(),
                problem.details());
    }

    private void keepOutOfVersionControl() {
        Path ignore = dataFolder.resolve(".gitignore");
        try {
            Files.createDirectories(dataFolder);
            if (Files.notExists(ignore)) {
                Files.writeString(ignore, IGNORE_ALL);
            }
        } catch (IOException cannotWrite) {
            // The server says it better, with its own folder, in a moment.
            return;
        }
    }
}
