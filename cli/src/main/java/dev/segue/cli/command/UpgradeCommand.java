package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.revision.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(description = "Apply what is missing, up to all heads or a target.", sortOptions = false)
final class UpgradeCommand implements CliCommand {

    private final Invocation invocation;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    UpgradeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        return new Change(invocation, options, Direction.UPGRADE)
                .carryOut(options.target().orElse("heads"));
    }
}
