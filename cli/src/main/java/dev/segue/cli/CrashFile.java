package dev.segue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What whoever mends Segue needs to know about a crash, without what they must not know. */
final class CrashFile {

    private final Clock clock;

    CrashFile(Clock clock) {
        this.clock = clock;
    }

    /** The file that was written, readable by its owner only; nothing when none can be. */
    Optional<Path> write(Throwable defect, List<String> arguments) {
        try {
            Path file = Files.createTempFile("segue-crash-", ".txt");
            Files.writeString(file, text(defect, arguments));
            return Optional.of(file);
        } catch (IOException fullOrForbidden) {
            return Optional.empty();
        }
    }

    private String text(Throwable defect, List<String> arguments) {
        return String.join(
                System.lineSeparator(),
                clock.instant().toString(),
                Version.ofThis().sentence(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "segue " + arguments.stream().map(CrashFile::withoutValue).collect(Collectors.joining(" ")),
                "",
                traceOf(defect));
    }

    static String traceOf(Throwable defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Options keep their names only; anything that could be or hold a URL or a secret goes. */
    private static String withoutValue(String argument) {
        if (argument.startsWith("--")) {
            return argument.contains("=") ? argument.substring(0, argument.indexOf('=')) + "=…" : argument;
        }
        return argument.matches("[a-z]+|[+-][0-9]+") ? argument : "…";
    }
}
