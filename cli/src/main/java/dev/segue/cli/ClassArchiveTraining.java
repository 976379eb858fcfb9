package dev.segue.cli;

import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does once what most runs do, so that the launcher can archive the classes that this loads. It works in a folder of its
 * own, which it removes, and connects to nothing.
 */
public final class ClassArchiveTraining {

    private ClassArchiveTraining() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("segue-training-");
        try {
            for (List<String> command : List.of(List.of("--version"), List.of("--help"), List.of("init"))) {
                new Program(surroundings(folder)).run(command.toArray(String[]::new));
            }
        } finally {
            remove(folder);
        }
    }

    private static Surroundings surroundings(Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Look look = new Look(true, true);
        return new Surroundings(
                new Terminal(nowhere, nowhere, look, look, true, 80),
                InputStream.nullInputStream(),
                Map.of(),
                folder,
                Clock.system(ZoneId.systemDefault()),
                new Cancellation());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
