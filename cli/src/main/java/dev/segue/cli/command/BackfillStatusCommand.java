package dev.segue.cli.command;

import dev.segue.Backfills;
import dev.segue.backfill.Job;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = "Show how a backfill stands. Exit code 1 when it failed, was cancelled or interrupted.",
        sortOptions = false)
final class BackfillStatusCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "BACKFILL",
            description = "Which; otherwise the only one that is open or has to be seen to.")
    private Optional<String> called = Optional.empty();

    BackfillStatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Backfills backfills = invocation.segue().backfills();
        Job job = backfills.status(called);
        invocation.tell(new BackfillReport(job, backfills.timeLeft(job)));
        return BackfillReport.exitCode(job);
    }
}
