package dev.segue.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a tool wants its history written. */
public enum Layout {

    /** No files: the contender holds the statements in its code. */
    NONE {
        @Override
        public void write(Workload workload, Path folder) {}
    },

    /** A file for each revision, as {@code segue revision} writes it. */
    SEGUE {
        @Override
        public void write(Workload workload, Path folder) throws IOException {
            for (int number : workload.numbers().toArray()) {
                Files.writeString(folder.resolve(workload.table(number) + ".sql"), segueFile(workload, number));
            }
        }
    },

    /** A file for each versioned migration. */
    FLYWAY {
        @Override
        public void write(Workload workload, Path folder) throws IOException {
            for (int number : workload.numbers().toArray()) {
                Files.writeString(
                        folder.resolve("V" + number + "__create_" + workload.table(number) + ".sql"),
                        filled(FLYWAY_FILE, workload, number));
            }
        }
    },

    /** A file of formatted SQL for each change set, and a changelog that includes them all. */
    LIQUIBASE {
        @Override
        public void write(Workload workload, Path folder) throws IOException {
            Path changes = Files.createDirectory(folder.resolve("changes"));
            for (int number : workload.numbers().toArray()) {
                Files.writeString(
                        changes.resolve(workload.table(number) + ".sql"),
                        FORMATTED_SQL + filled(CHANGE_SET, workload, number));
            }
            Files.writeString(folder.resolve("changelog.xml"), INCLUDE_ALL);
        }
    },

    /** One changelog of formatted SQL with all change sets, which spares Liquibase the reading of many files. */
    LIQUIBASE_IN_ONE_FILE {
        @Override
        public void write(Workload workload, Path folder) throws IOException {
            Files.writeString(
                    folder.resolve("changelog.sql"),
                    workload.numbers()
                            .mapToObj(number -> filled(CHANGE_SET, workload, number))
                            .collect(Collectors.joining("\n", FORMATTED_SQL, "")));
        }
    };

    private static final String FORMATTED_SQL = "-- liquibase formatted sql\n\n";

    private static final String INCLUDE_ALL = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <includeAll path="changes" relativeToChangelogFile="true"/>
            </databaseChangeLog>
            """;

    private static final String SEGUE_FILE = """
            -- segue:revision {id}
            {parent}-- segue:message  {message}

            -- segue:upgrade
            {createTable};

            {createIndex};

            -- segue:downgrade
            {dropTable};
            """;

    private static final String FLYWAY_FILE = """
            {createTable};

            {createIndex};
            """;

    private static final String CHANGE_SET = """
            -- changeset benchmark:{number}
            {createTable};

            {createIndex};

            -- rollback {dropTable};
            """;

    /** Writes the whole history into an empty folder. */
    public abstract void write(Workload workload, Path folder) throws IOException;

    private static String segueFile(Workload workload, int number) {
        String parent = number == 1 ? "" : "-- segue:parent   " + segueId(number - 1) + "\n";
        return filled(SEGUE_FILE.replace("{id}", segueId(number)).replace("{parent}", parent), workload, number);
    }

    private static String segueId(int number) {
        return String.format(Locale.ROOT, "%012x", number * 0x9E3779B97FL & 0xFFFFFFFFFFFFL);
    }

    private static String filled(String template, Workload workload, int number) {
        return template.replace("{number}", String.valueOf(number))
                .replace("{message}", workload.message(number))
                .replace("{createTable}", workload.createTable(number))
                .replace("{createIndex}", workload.createIndex(number))
                .replace("{dropTable}", workload.dropTable(number));
    }
}
