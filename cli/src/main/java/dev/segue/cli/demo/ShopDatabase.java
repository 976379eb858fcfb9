package dev.segue.cli.demo;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DriverConnections;
import dev.segue.jdbc.Session;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.Map;

/** The database that the shop lives in, and the ways to connect to it. */
public record ShopDatabase(String jdbcUrl, String user, String password) {

    private static final String NAME = "shop";

    /** Creates it. */
    public static ShopDatabase in(EmbeddedPostgres server) {
        server.createDatabase(NAME);
        return new ShopDatabase(server.jdbcUrl(NAME), server.user(), server.password());
    }

    /** As psql and Segue take it, password included. */
    public String url() {
        return jdbcUrl.replaceFirst("^jdbc:postgresql://", "postgresql://" + user + ":" + password + "@");
    }

    public Session connect() {
        Map<String, String> properties = Map.of("user", user, "password", password, "ApplicationName", "segue try");
        ConnectionSource source = DriverConnections.of("org.postgresql.Driver", jdbcUrl, jdbcUrl, properties);
        return new PostgresqlDialect().connect(source);
    }

    public SegueBuilder segue(Path project) {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(jdbcUrl, user, password)
                .project(project);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
