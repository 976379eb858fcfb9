package dev.segue.benchmarks.flyway;

import org.flywaydb.core.Flyway;

/** Applies a folder of versioned migrations: {@code FlywayContender url user password folder}. */
public final class FlywayContender {

    private FlywayContender() {}

    public static void main(String[] arguments) {
        Flyway.configure()
                .dataSource(arguments[0], arguments[1], arguments[2])
                .locations("filesystem:" + arguments[3])
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
