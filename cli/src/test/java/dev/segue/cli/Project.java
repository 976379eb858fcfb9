package dev.segue.cli;

import dev.segue.cli.Captured.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with revisions for an SQLite file. */
final class Project {

    private final Path folder;

    Project(Path folder) {
        this.folder = folder;
        write("segue.toml", "url = \"sqlite:shop.db\"\n");
    }

    Project revision(String id, String parents, String message, String upgrade, String downgrade) {
        StringBuilder text = new StringBuilder("-- segue:revision " + id + "\n");
        for (String parent : parents.split(" ")) {
            text.append(parent.isEmpty() ? "" : "-- segue:parent " + parent + "\n");
        }
        text.append("-- segue:message ").append(message).append("\n\n-- segue:upgrade\n");
        text.append(upgrade)
                .append("\n\n-- segue:downgrade\n")
                .append(downgrade)
                .append("\n");
        write("migrations/" + id + ".sql", text.toString());
        return this;
    }

    /** Users, then a branch for orders and one for labels, and their merge. */
    Project shop() {
        return revision(
                        "aaaa00000001",
                        "",
                        "create users",
                        "CREATE TABLE users (id integer PRIMARY KEY, name text);",
                        "DROP TABLE users;")
                .revision(
                        "bbbb00000002",
                        "aaaa00000001",
                        "create orders",
                        "CREATE TABLE orders (id integer PRIMARY KEY);\nCREATE INDEX orders_id ON orders (id);",
                        "DROP TABLE orders;")
                .revision(
                        "cccc00000003",
                        "aaaa00000001",
                        "create labels",
                        "CREATE TABLE labels (id integer PRIMARY KEY);",
                        "DROP TABLE labels;")
                .revision(
                        "dddd00000004",
                        "bbbb00000002 cccc00000003",
                        "join both",
                        "-- segue:nothing \"only joins\"",
                        "-- segue:nothing \"only joins\"");
    }

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent() == null ? folder : file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Said run(String... arguments) {
        return new Captured(folder).run(arguments);
    }
}
