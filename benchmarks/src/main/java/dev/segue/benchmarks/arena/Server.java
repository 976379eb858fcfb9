package dev.segue.benchmarks.arena;

import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.EmbeddedPostgresBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A PostgreSQL 17 server with its own settings, except whether it waits for the disk. One that does not has its data in
 * memory; one that does keeps every database to its end, see {@link Folders}.
 */
public final class Server implements AutoCloseable {

    private static final String ADMINISTRATION = "postgres";

    private static final String CALLS = """
            SELECT coalesce(sum(calls), 0)
            FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = '{database}')
            """;

    private final EmbeddedPostgres postgres;
    private final Optional<Path> inMemory;
    private int databases;

    private Server(EmbeddedPostgres postgres, Optional<Path> inMemory) {
        this.postgres = postgres;
        this.inMemory = inMemory;
    }

    /** Whether a commit waits until the disk has it. */
    public enum Disk {
        SYNCHRONISED("on"),
        NOT_SYNCHRONISED("off");

        private final String isSynchronised;

        Disk(String isSynchronised) {
            this.isSynchronised = isSynchronised;
        }
    }

    public static Server start(Disk disk) throws IOException {
        return disk == Disk.SYNCHRONISED
                ? new Server(builder(disk).start(), Optional.empty())
                : startInMemory(builder(disk));
    }

    /** A server that counts statements, see {@link #statementsIn}. */
    public static Server startCounting() throws IOException, SQLException {
        Server server = startInMemory(builder(Disk.NOT_SYNCHRONISED)
                .setting("shared_preload_libraries", "pg_stat_statements")
                .setting("pg_stat_statements.max", "100000"));
        server.administer("CREATE EXTENSION pg_stat_statements");
        return server;
    }

    private static EmbeddedPostgresBuilder builder(Disk disk) {
        return EmbeddedPostgres.builder()
                .version(17)
                .setting("fsync", disk.isSynchronised)
                .setting("full_page_writes", disk.isSynchronised);
    }

    private static Server startInMemory(EmbeddedPostgresBuilder builder) throws IOException {
        Path folder = Folders.create();
        EmbeddedPostgres postgres = builder.persistentIn(folder).start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "segue-benchmark-server"));
        return new Server(postgres, Optional.of(folder));
    }

    /** An empty database on a server that has nothing left to write. */
    public Database freshDatabase() throws SQLException {
        String name = "benchmark_" + ++databases;
        postgres.createDatabase(name);
        administer("CHECKPOINT");
        return database(name);
    }

    /** Does without a database from now on. */
    public void drop(Database database) {
        if (inMemory.isPresent()) {
            postgres.dropDatabase(database.name());
        }
    }

    /** Every statement that the server has executed in the database so far, also BEGIN, SET and COMMIT. */
    public long statementsIn(Database database) throws SQLException {
        try (Connection connection = database(ADMINISTRATION).connect();
                Statement statement = connection.createStatement();
                ResultSet calls = statement.executeQuery(CALLS.replace("{database}", database.name()))) {
            calls.next();
            return calls.getLong(1);
        }
    }

    int port() {
        return postgres.port();
    }

    private Database database(String name) {
        return new Database(name, postgres.jdbcUrl(name), postgres.user(), postgres.password());
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = database(ADMINISTRATION).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        if (inMemory.isPresent()) {
            Folders.delete(inMemory.get());
        }
    }
}
