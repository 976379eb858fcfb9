package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.Status;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import picocli.CommandLine.Command;

@Command(description = "Show what is applied, pending, failed and half-way. Exit code 1 when something is.")
final class StatusCommand implements CliCommand {

    private final Invocation invocation;

    StatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Segue segue = invocation.segue();
        Status status = segue.status();
        invocation.tell(new StatusReport(
                status,
                segue.databaseDisplay(),
                invocation.surroundings().clock().getZone(),
                invocation.options().isVerbose()));
        return status.isUpToDate() && status.unknown().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }
}
