package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import picocli.CommandLine.Command;

@Command(
        description = "Look at backfills, and steer them while they run.",
        sortOptions = false,
        footer = {
            "",
            "Without a command they are listed. A backfill is called by its number, by the beginning of its",
            "revision, or by its table; by nothing where only one is open, or none is and only one has to be",
            "seen to. Every command works from wherever the database can be reached."
        })
final class BackfillCommand implements CliCommand {

    private final Invocation invocation;

    BackfillCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        return new BackfillListCommand(invocation).run();
    }
}
