package dev.segue.cli.command;

import dev.segue.RevisionRequest;
import dev.segue.RevisionRequest.Language;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.revision.RevisionKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Write a revision that joins heads.")
final class MergeCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(
            arity = "0..*",
            paramLabel = "REVISION",
            description = "The heads to join; all of them when none is given.")
    private List<String> heads = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What is joined, in a few words.")
    private String message = "merge";

    @Option(names = "--branch-label", paramLabel = "LABEL", description = "A name for the line that begins with it.")
    private List<String> labels = List.of();

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id; an invented one when none is given.")
    private Optional<String> id = Optional.empty();

    MergeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        RevisionRequest request = new RevisionRequest(
                message, RevisionKind.SCHEMA, Language.SQL, Optional.empty(), false, labels, List.of(), id);
        Path file = invocation.segue().merge(heads, request);
        invocation.tell(new RevisionCommand.Written(invocation.shown(file)));
        return ExitCode.OK;
    }
}
