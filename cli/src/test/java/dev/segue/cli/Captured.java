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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they say. */
public final class Captured {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final Path workingFolder;
    private final Map<String, String> variables = new HashMap<>();
    private Look look = new Look(false, true);
    private String input = "";

    public Captured(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    Captured look(Look newLook) {
        look = newLook;
        return this;
    }

    Captured variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Captured input(String text) {
        input = text;
        return this;
    }

    Said run(String... arguments) {
        return said(surroundings -> new Program(surroundings).run(arguments));
    }

    /** What is said when something happens in a run with these global options. */
    public Said hearing(List<String> options, Consumer<Invocation> happening) {
        return said(surroundings -> {
            SegueCommand root = new SegueCommand();
            new CommandLine(root).parseArgs(options.toArray(String[]::new));
            happening.accept(new Invocation(surroundings, root.options()));
            return ExitCode.OK;
        });
    }

    private Said said(Function<Surroundings, ExitCode> running) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new Terminal(stream(out), stream(err), look, look, false, 80),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                variables,
                workingFolder,
                CLOCK,
                new Cancellation());
        ExitCode exitCode = running.apply(surroundings);
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What a run left behind in the shell. */
    public record Said(ExitCode exitCode, String output, String errors) {}
}
