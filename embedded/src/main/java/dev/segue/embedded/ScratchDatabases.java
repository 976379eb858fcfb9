package dev.segue.embedded;

import dev.segue.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/** Creates and drops databases of an embedded server. */
record ScratchDatabases(String url, String user, String password) {

    private static final String CREATE = "CREATE DATABASE {name}";
    private static final String CREATE_FROM = "CREATE DATABASE {name} TEMPLATE {template}";
    private static final String DROP = "DROP DATABASE IF EXISTS {name} WITH (FORCE)";

    private static final int LONGEST_NAME_IN_BYTES = 63;

    void create(String name) {
        run("create", name, CREATE.replace("{name}", quoted(name)));
    }

    void create(String name, String template) {
        run("create", name, CREATE_FROM.replace("{template}", quoted(template)).replace("{name}", quoted(name)));
    }

    void drop(String name) {
        run("drop", name, DROP.replace("{name}", quoted(name)));
    }

    private void run(String verb, String name, String sql) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try (Connection connection = driver().connect(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refusal) {
            throw Problem.of(
                            EmbeddedProblem.SCRATCH_DATABASE_REFUSED,
                            "the embedded server does not " + verb + " the database \"" + name + "\"",
                            "mend what the server says, and try again")
                    .saying(List.of(String.valueOf(refusal.getMessage())))
                    .toException(refusal);
        }
    }

    /** Found by the class loader that found us; DriverManager knows only those of its own caller. */
    private static Driver driver() {
        return ServiceLoader.load(Driver.class, ScratchDatabases.class.getClassLoader()).stream()
                .filter(provider -> provider.type().getName().equals("org.postgresql.Driver"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("org.postgresql:postgresql is not on the class path"))
                .get();
    }

    /** The server would cut a longer name silently, and no name may hold a zero. */
    private static String quoted(String name) {
        if (name.isEmpty()
                || name.indexOf('\0') >= 0
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_IN_BYTES) {
            throw EmbeddedProblem.SCRATCH_DATABASE_REFUSED.with(
                    "\"" + name + "\" cannot be the name of a database",
                    "choose a name of 1 to " + LONGEST_NAME_IN_BYTES + " bytes");
        }
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
