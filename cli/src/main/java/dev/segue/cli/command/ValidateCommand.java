package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Segue;
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
        Segue segue = invocation.segue();
        List<Problem> problems = segue.validate();
        boolean isSound = problems.isEmpty();
        int revisions = isSound ? segue.history().graph().revisions().size() : 0;
        invocation.tell(new Verdict(problems, isSound ? segue.doubts() : List.of(), revisions));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    /**
     * @param doubts about sound revisions; of interest when there are no problems
     * @param revisions how many were found sound; the same
     */
    private record Verdict(List<Problem> problems, List<Problem> doubts, int revisions) implements Report {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            doubts.forEach(doubt -> lines.addAll(doubt.text().lines().toList()));
            problems.forEach(problem -> lines.addAll(problem.text().lines().toList()));
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (problems.isEmpty()) {
                lines.add(look.good("valid") + "  " + revisions + (revisions == 1 ? " revision" : " revisions")
                        + (doubts.isEmpty()
                                ? ""
                                : "  " + look.warning(doubts.size() + (doubts.size() == 1 ? " doubt" : " doubts"))));
                return lines;
            }
            lines.add(look.bad("invalid") + "  " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
            return lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("valid", problems.isEmpty());
            json.add("problems", Json.array(problems, Json::of));
            json.add("doubts", Json.array(doubts, Json::of));
            return json;
        }
    }
}
