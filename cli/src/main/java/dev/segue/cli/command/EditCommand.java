package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.Ending;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Open the file of a revision in your editor ($VISUAL or $EDITOR).")
final class EditCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "REVISION", description = "Such as 8f2c or current; head by default.")
    private String expression = "head";

    EditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Revision revision = new Expressions(invocation.segue())
                .resolver(List.of(expression))
                .one(expression);
        Path file = invocation
                .configuration()
                .baseFolder()
                .resolve(revision.source().location());
        if (!Files.isRegularFile(file)) {
            throw CliProblem.NO_FILE.with(
                    "revision " + revision.id() + " is not kept in a file: "
                            + revision.source().location(),
                    "edit it where it is");
        }
        List<String> command = new ArrayList<>(editor());
        command.add(file.toString());
        int exit = runEditor(command);
        if (exit != 0) {
            throw CliProblem.EDITOR_FAILED.with(
                    "the editor " + command.get(0) + " ended with exit code " + exit,
                    "look at what it said, or set EDITOR");
        }
        return ExitCode.OK;
    }

    private List<String> editor() {
        Map<String, String> variables = invocation.surroundings().variables();
        String editor = Stream.of("VISUAL", "EDITOR")
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElseThrow(() -> CliProblem.NO_EDITOR.with(
                        "neither VISUAL nor EDITOR names an editor", "set EDITOR, such as EDITOR=vi"));
        return Arrays.asList(editor.strip().split("\\s+"));
    }

    private int runEditor(List<String> command) {
        Runnable listenAgain = Ending.leaveCtrlCToOthers();
        try {
            return new ProcessBuilder(command)
                    .directory(invocation.surroundings().workingFolder().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException notStarted) {
            throw CliProblem.EDITOR_FAILED.with(
                    "the editor " + command.get(0) + " cannot be started",
                    "set VISUAL or EDITOR to one that is installed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.number();
        } finally {
            listenAgain.run();
        }
    }
}
