package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = "Let the workers of a backfill wait, wherever they are, until it is resumed.",
        sortOptions = false)
final class BackfillPauseCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "BACKFILL", description = "Which; the only one that is open otherwise.")
    private Optional<String> called = Optional.empty();

    BackfillPauseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        invocation.tell(new BackfillReport(invocation.segue().backfills().pause(called)));
        return ExitCode.OK;
    }
}
