package dev.segue.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(description = "Write segue.toml and a folder for migrations; what exists is left as it is.")
final class InitCommand implements CliCommand {

    private static final String CONFIGURATION = """
            # How Segue finds your database and your migrations: docs/guide/configuration.md
            migrations = "migrations"

            # The environment that is used when none is named: a PostgreSQL that Segue starts by itself,
            # with its data in .segue/
            [env.local]
            url = "embedded:postgresql"

            # segue upgrade --env production
            [env.production]
            url = "${DATABASE_URL}"
            """;

    private static final String IGNORE_ALL = """
            # Data of local databases: nothing here belongs into version control.
            *
            """;

    private final Invocation invocation;

    InitCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Path folder = invocation.surroundings().workingFolder();
        List<Path> written = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        (write(folder.resolve("segue.toml"), CONFIGURATION) ? written : kept).add(Path.of("segue.toml"));
        (makeFolder(folder.resolve("migrations")) ? written : kept).add(Path.of("migrations"));
        makeFolder(folder.resolve(".segue"));
        write(folder.resolve(".segue/.gitignore"), IGNORE_ALL);
        invocation.tell(new Outcome(List.copyOf(written), List.copyOf(kept)));
        return ExitCode.OK;
    }

    private static boolean write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException exists) {
            return false;
        } catch (IOException failure) {
            throw cannotWrite(file);
        }
    }

    private static boolean makeFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            return true;
        } catch (IOException failure) {
            throw cannotWrite(folder);
        }
    }

    private static RuntimeException cannotWrite(Path path) {
        return CliProblem.CANNOT_WRITE.with(
                "cannot write " + path, "make the folder writable, free space on the disk, or work in another folder");
    }

    private record Outcome(List<Path> written, List<Path> kept) implements Report {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            written.forEach(path -> lines.add(look.good("wrote") + "  " + path));
            kept.forEach(path -> lines.add(look.dim("kept") + "   " + path));
            lines.add("");
            lines.add("Next: " + look.name("segue revision -m \"create users\"") + ", then "
                    + look.name("segue upgrade"));
            return lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("written", array(written));
            json.add("kept", array(kept));
            return json;
        }

        private static JsonArray array(List<Path> paths) {
            JsonArray array = new JsonArray();
            paths.forEach(path -> array.add(path.toString()));
            return array;
        }
    }
}
