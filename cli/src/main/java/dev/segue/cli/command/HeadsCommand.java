package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.revision.RevisionGraph;
import picocli.CommandLine.Command;

@Command(description = "List the revisions that nothing follows.")
final class HeadsCommand implements CliCommand {

    private final Invocation invocation;

    HeadsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        RevisionGraph graph = invocation.segue().history().graph();
        invocation.tell(new RevisionsReport(graph, graph.heads(), "heads", "there are no revisions"));
        return ExitCode.OK;
    }
}
