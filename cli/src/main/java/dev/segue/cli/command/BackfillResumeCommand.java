package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Let a backfill that was paused go on.", sortOptions = false)
final class BackfillResumeCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "BACKFILL", description = "Which; the only one that is open otherwise.")
    private Optional<String> called = Optional.empty();

    BackfillResumeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        invocation.tell(new BackfillReport(invocation.segue().backfills().resume(called)));
        return ExitCode.OK;
    }
}
