package dev.segue.cli.command;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import dev.segue.revision.RevisionResolver;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Show revisions with all that they do.")
final class ShowCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(
            arity = "0..*",
            paramLabel = "REVISION",
            description = "Such as 8f2c, head, current or a range; heads when none is given.")
    private List<String> expressions = List.of();

    ShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        List<String> asked = expressions.isEmpty() ? List.of("heads") : expressions;
        RevisionResolver resolver = new Expressions(invocation.segue()).resolver(asked);
        List<Revision> shown = new ArrayList<>();
        asked.forEach(text -> shown.addAll(Expressions.isRange(text) ? resolver.range(text) : resolver.several(text)));
        invocation.tell(new Shown(invocation.segue().history().graph(), shown));
        return ExitCode.OK;
    }

    private record Shown(RevisionGraph graph, List<Revision> revisions) implements Report {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            for (Revision revision : revisions) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.add(new RevisionLine(graph, look).of(revision));
                lines.add(look.dim("in ") + revision.source().location());
                graph.parentsOf(revision.id()).forEach(parent -> lines.add(look.dim("follows ") + parent.title()));
                graph.childrenOf(revision.id()).forEach(child -> lines.add(look.dim("followed by ") + child.title()));
                lines.add("");
                lines.add(look.bold("upgrade"));
                operations(revision.source().content().upgrade(), lines);
                lines.add(look.bold("downgrade"));
                downgrade(revision.source().content().downgrade(), lines);
            }
            return lines;
        }

        private static void operations(List<Operation> operations, List<String> lines) {
            if (operations.isEmpty()) {
                lines.add("  nothing");
            }
            operations.forEach(
                    operation -> text(operation).lines().forEach(line -> lines.add(("  " + line).stripTrailing())));
        }

        private static void downgrade(Downgrade downgrade, List<String> lines) {
            if (downgrade instanceof Downgrade.Steps steps) {
                operations(steps.operations(), lines);
            } else {
                lines.add("  " + reason(downgrade));
            }
        }

        private static String reason(Downgrade downgrade) {
            if (downgrade instanceof Downgrade.Nothing nothing) {
                return "nothing: " + nothing.reason();
            }
            return downgrade instanceof Downgrade.Irreversible irreversible
                    ? "irreversible: " + irreversible.reason()
                    : "missing";
        }

        private static String text(Operation operation) {
            return operation instanceof ExecuteSql sql ? sql.statement().asWritten() + ";" : operation.summary();
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("revisions", Json.array(revisions, Shown::whole));
            return json;
        }

        private static JsonObject whole(Revision revision) {
            JsonObject json = Json.of(revision);
            json.add(
                    "upgrade",
                    Json.array(revision.source().content().upgrade(), operation -> new JsonPrimitive(text(operation))));
            Downgrade downgrade = revision.source().content().downgrade();
            if (downgrade instanceof Downgrade.Steps steps) {
                json.add("downgrade", Json.array(steps.operations(), operation -> new JsonPrimitive(text(operation))));
            } else {
                json.addProperty("no_downgrade", reason(downgrade));
            }
            return json;
        }
    }
}
