package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(description = "List the revisions that several others follow, with these.")
final class BranchesCommand implements CliCommand {

    private final Invocation invocation;

    BranchesCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        invocation.tell(new Branches(invocation.segue().history().graph()));
        return ExitCode.OK;
    }

    private record Branches(RevisionGraph graph) implements Report {

        @Override
        public List<String> lines(Look look) {
            if (graph.branchPoints().isEmpty()) {
                return List.of("there are no branches");
            }
            RevisionLine line = new RevisionLine(graph, look);
            List<String> lines = new ArrayList<>();
            for (Revision point : graph.branchPoints()) {
                lines.add(line.of(point));
                graph.childrenOf(point.id())
                        .forEach(child -> lines.add("  " + look.symbol("→", "->") + " " + line.of(child)));
            }
            return lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("branches", Json.array(graph.branchPoints(), point -> {
                JsonObject branch = Json.of(point);
                branch.add("children", Json.revisions(graph.childrenOf(point.id())));
                return branch;
            }));
            return json;
        }
    }
}
