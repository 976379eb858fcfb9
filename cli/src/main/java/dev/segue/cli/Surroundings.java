package dev.segue.cli;

import dev.segue.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** All that a run may touch of the process that it runs in. */
public record Surroundings(
        Terminal terminal, InputStream input, Map<String, String> variables, Path workingFolder, Clock clock) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }
}
