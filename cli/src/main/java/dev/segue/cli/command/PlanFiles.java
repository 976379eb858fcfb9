package dev.segue.cli.command;

import dev.segue.cli.CliProblem;
import dev.segue.cli.Invocation;
import dev.segue.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans in files, as a command line names them. */
final class PlanFiles {

    private PlanFiles() {}

    static PlanFile read(Invocation invocation, Path file) {
        try {
            return PlanFile.read(
                    Files.readString(invocation.surroundings().workingFolder().resolve(file)), file.toString());
        } catch (IOException unreadable) {
            throw CliProblem.CANNOT_READ.with(
                    "the plan " + file + " cannot be read: " + reason(unreadable),
                    "name a file that `segue plan -o` has written");
        }
    }

    static void write(Invocation invocation, Path file, String text) {
        try {
            Files.writeString(invocation.surroundings().workingFolder().resolve(file), text);
        } catch (IOException unwritable) {
            throw CliProblem.CANNOT_WRITE.with(
                    "the plan cannot be written to " + file + ": " + reason(unwritable),
                    "name a file in a folder that you may write to");
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "");
    }
}
