package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.AppliedRevisions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(description = "Show the newest revisions that the database has.")
final class CurrentCommand implements CliCommand {

    private final Invocation invocation;

    CurrentCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        invocation.tell(new Current(invocation.segue().applied()));
        return ExitCode.OK;
    }

    private record Current(AppliedRevisions applied) implements Report {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            RevisionLine line = new RevisionLine(applied.graph(), look);
            applied.current().forEach(revision -> lines.add(line.of(revision)));
            applied.unknown()
                    .forEach(id -> lines.add(
                            look.name(id.value()) + " " + look.warning("(applied, but in none of the files)")));
            return lines.isEmpty() ? List.of("nothing is applied") : lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("current", Json.revisions(applied.current()));
            json.add("unknown", Json.ids(applied.unknown()));
            return json;
        }
    }
}
