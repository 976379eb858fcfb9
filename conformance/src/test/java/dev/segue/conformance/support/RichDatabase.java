package dev.segue.conformance.support;

import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.jdbc.Session;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** A database with everything that PostgreSQL of one version can hold, on a server of its own. */
public record RichDatabase(int version, TestServer server, TestDatabase database) implements AutoCloseable {

    public static RichDatabase on(int version) {
        TestServer server = TestServer.of(EmbeddedPostgres.builder()
                .version(version)
                .setting("wal_level", "logical")
                .setting("shared_preload_libraries", "pg_stat_statements")
                .start());
        TestDatabase database = server.database();
        database.execute(script("everything"));
        if (version >= 15) {
            database.execute(script("since_15"));
        }
        if (version >= 18) {
            database.execute(script("since_18"));
        }
        leaveInvalidIndex(database);
        return new RichDatabase(version, server, database);
    }

    private static void leaveInvalidIndex(TestDatabase database) {
        database.execute("INSERT INTO shop.far_away VALUES (1), (1)");
        try {
            database.execute("CREATE UNIQUE INDEX CONCURRENTLY far_away_failed ON shop.far_away (id)");
        } catch (IllegalStateException notUnique) {
            return;
        }
        throw new IllegalStateException("a unique index on equal rows was built");
    }

    /** What is read around the tables of these names; the whole database without any. */
    public Schema read(String... names) {
        return read(database, server.embedded().user(), server.embedded().password(), names);
    }

    public static Schema read(TestDatabase database, String user, String password, String... names) {
        Set<TableName> tables = Arrays.stream(names)
                .map(name -> TableName.parse(name, SqlSyntax.POSTGRESQL).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        PostgresqlDialect dialect = new PostgresqlDialect();
        try (Session session = dialect.connect(connections(database, user, password))) {
            return dialect.introspect(session, tables);
        }
    }

    public static ConnectionSource connections(TestDatabase database, String user, String password) {
        return DriverConnections.of(
                Driver.class.getName(),
                database.jdbcUrl(),
                database.name(),
                Map.of("user", user, "password", password));
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }

    private static String script(String name) {
        try (InputStream script = RichDatabase.class.getResourceAsStream("/introspection/" + name + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
