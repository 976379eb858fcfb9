package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.HistoryDrawing;
import dev.segue.cli.terminal.HistoryDrawing.Node;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        description = "Draw the revisions, newest first.",
        footer = {"", "With --current: ● applied, ○ pending."})
final class HistoryCommand implements CliCommand {

    private final Invocation invocation;

    @Option(
            names = {"-r", "--range"},
            paramLabel = "FROM:TO",
            description = "Only from one place to another, such as 8f2c: or -3:current.")
    private Optional<String> range = Optional.empty();

    @Option(
            names = {"-c", "--current"},
            description = "Ask the database what is applied.")
    private boolean asksDatabase;

    HistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Expressions expressions = new Expressions(invocation.segue());
        List<Revision> shown = range.map(
                        text -> expressions.resolver(List.of(text)).range(text))
                .orElseGet(() -> invocation.segue().history().graph().revisions());
        invocation.tell(new Drawing(expressions.applied(asksDatabase), shown, asksDatabase));
        return ExitCode.OK;
    }

    /** @param isMarked whether it is known what is applied */
    private record Drawing(AppliedRevisions applied, List<Revision> oldestFirst, boolean isMarked) implements Report {

        @Override
        public List<String> lines(Look look) {
            RevisionLine line = new RevisionLine(applied.graph(), look);
            List<Node> nodes = new ArrayList<>();
            for (Revision revision : newestFirst()) {
                nodes.add(new Node(
                        revision.id().value(),
                        revision.parents().stream().map(RevisionId::value).toList(),
                        mark(revision, look),
                        List.of(line.of(revision))));
            }
            return nodes.isEmpty() ? List.of("there are no revisions") : HistoryDrawing.lines(nodes, look);
        }

        private String mark(Revision revision, Look look) {
            if (!isMarked) {
                return look.symbol("●", "*");
            }
            return applied.contains(revision) ? look.good(look.symbol("●", "*")) : look.dim(look.symbol("○", "o"));
        }

        private List<Revision> newestFirst() {
            List<Revision> newestFirst = new ArrayList<>(oldestFirst);
            Collections.reverse(newestFirst);
            return newestFirst;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("history", Json.array(newestFirst(), revision -> {
                JsonObject element = Json.of(revision);
                if (isMarked) {
                    element.addProperty("applied", applied.contains(revision));
                }
                return element;
            }));
            return json;
        }
    }
}
