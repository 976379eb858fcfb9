package dev.segue.cli;

import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process and keeps what they say. */
final class Captured {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final Path workingFolder;
    private final Map<String, String> variables = new HashMap<>();
    private Look look = new Look(false, true);
    private String input = "";

    Captured(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    Captured variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Captured look(Look newLook) {
        look = newLook;
        return this;
    }

    Captured input(String text) {
        input = text;
        return this;
    }

    Said run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err), look, look, false, 80);
        Surroundings surroundings = new Surroundings(
                terminal,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                variables,
                workingFolder,
                CLOCK,
                new Cancellation());
        ExitCode exitCode = new Program(surroundings).run(arguments);
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What a run left behind in the shell. */
    record Said(ExitCode exitCode, String output, String errors) {}
}
