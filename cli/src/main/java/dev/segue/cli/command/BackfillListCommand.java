package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.backfill.Job;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(description = "List all backfills that the database knows of.", sortOptions = false)
final class BackfillListCommand implements CliCommand {

    private final Invocation invocation;

    BackfillListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        invocation.tell(new Jobs(invocation.segue().backfills().list()));
        return ExitCode.OK;
    }

    record Jobs(List<Job> jobs) implements Report {

        @Override
        public List<String> lines(Look look) {
            if (jobs.isEmpty()) {
                return List.of("there are no backfills");
            }
            Table table = new Table("number", "table", "revision", "state", "rows", "of about");
            jobs.forEach(job -> table.row(
                    String.valueOf(job.number()),
                    job.table(),
                    job.revision(),
                    BackfillReport.state(job, look),
                    String.format(Locale.ROOT, "%,d", job.seen()),
                    isEstimated(job) ? String.format(Locale.ROOT, "%,d", job.rows()) : ""));
            return table.lines(look);
        }

        private static boolean isEstimated(Job job) {
            return !job.state().isFilled() && job.total().isPresent();
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("backfills", Json.array(jobs, BackfillReport::json));
            return json;
        }
    }
}
