package dev.segue.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other programs of this machine, started in an environment of our own: whatever locale, time zone or PostgreSQL
 * settings the user's shell has, a server and its tools see the same.
 */
final class Programs {

    private static final String USUAL_PLACES = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    /** What shells say when there is no such program. */
    private static final int NOT_FOUND = 127;

    /** What a program said, on both of its streams, and its exit code. */
    record Outcome(int exitCode, String output) {
        boolean isSuccess() {
            return exitCode == 0;
        }
    }

    private Programs() {}

    /** Java itself would look for the program where the user's shell does, which may be nowhere. */
    static ProcessBuilder in(Path folder, List<String> command) {
        List<String> found = new ArrayList<>(command);
        find(command.get(0)).ifPresent(program -> found.set(0, program.toString()));
        ProcessBuilder builder = new ProcessBuilder(found).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(environment());
        return builder;
    }

    /** Runs a program to its end; a program that is not there is an exit code like any other. */
    static Outcome run(Path folder, List<String> command) {
        try {
            Process process = in(folder, command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream stream = process.getInputStream()) {
                String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                return new Outcome(process.waitFor(), output);
            }
        } catch (IOException notThere) {
            return new Outcome(NOT_FOUND, String.valueOf(notThere.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Patience.interrupted();
        }
    }

    static Map<String, String> environment() {
        return Map.of("PATH", path(), "LC_ALL", "C", "LANG", "C", "TZ", "UTC");
    }

    static Optional<Path> find(String name) {
        for (String place : path().split(":")) {
            Path program = Path.of(place).resolve(name);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static String path() {
        String inherited = System.getenv("PATH");
        return inherited == null || inherited.isBlank() ? USUAL_PLACES : inherited + ":" + USUAL_PLACES;
    }
}
