package dev.segue.cli;

import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * All that a run may touch of the process that it runs in.
 *
 * @param cancellation is requested when someone wants the run to stop
 */
public record Surroundings(
        Terminal terminal,
        InputStream input,
        Map<String, String> variables,
        Path workingFolder,
        Clock clock,
        Cancellation cancellation) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }
}
