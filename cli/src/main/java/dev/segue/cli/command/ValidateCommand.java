package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(description = "Check all revisions without a database.")
final class ValidateCommand implements CliCommand {

    private final Invocation invocation;

    ValidateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        List<Problem> problems = invocation.segue().validate();
        int revisions = problems.isEmpty()
                ? invocation.segue().history().graph().revisions().size()
                : 0;
        invocation.tell(new Verdict(problems, revisions));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    /** @param revisions how many were found sound; of interest when there are no problems */
    private record Verdict(List<Problem> problems, int revisions) implements Report {

        @Override
        public List<String> lines(Look look) {
            if (problems.isEmpty()) {
                return List.of(look.good("valid") + "  " + revisions + (revisions == 1 ? " revision" : " revisions"));
            }
            List<String> lines = new ArrayList<>();
            problems.forEach(problem -> lines.addAll(problem.text().lines().toList()));
            lines.add("");
            lines.add(look.bad("invalid") + "  " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
            return lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("valid", problems.isEmpty());
            json.add("problems", Json.array(problems, Json::of));
            return json;
        }
    }
}
