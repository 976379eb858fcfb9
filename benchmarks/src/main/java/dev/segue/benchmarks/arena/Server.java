package dev.segue.benchmarks.arena;

import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.EmbeddedPostgresBuilder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL 17 server with its own settings, except whether it waits for the disk. */
public final class Server implements AutoCloseable {

    private static final String ADMINISTRATION = "postgres";

    private static final String CALLS = """
            SELECT coalesce(sum(calls), 0)
            FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = '{database}')
            """;

    private final EmbeddedPostgres postgres;
    private int databases;

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
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

    public static Server start(Disk disk) {
        return new Server(builder(disk).start());
    }

    /** A server that counts statements, see {@link #statementsIn}. */
    public static Server startCounting() throws SQLException {
        Server server = new Server(builder(Disk.NOT_SYNCHRONISED)
                .setting("shared_preload_libraries", "pg_stat_statements")
                .setting("pg_stat_statements.max", "100000")
                .start());
        server.administer("CREATE EXTENSION pg_stat_statements");
        return server;
    }

    private static EmbeddedPostgresBuilder builder(Disk disk) {
        return EmbeddedPostgres.builder()
                .version(17)
                .setting("fsync", disk.isSynchronised)
                .setting("full_page_writes", disk.isSynchronised);
    }

    /** An empty database on a server that has nothing left to write. */
    public Database freshDatabase() throws SQLException {
        String name = "benchmark_" + ++databases;
        postgres.createDatabase(name);
        administer("CHECKPOINT");
        return database(name);
    }

    public void drop(Database database) {
        postgres.dropDatabase(database.name());
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
    public void close() {
        postgres.close();
    }
}
