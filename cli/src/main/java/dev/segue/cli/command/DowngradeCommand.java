package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.revision.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(description = "Undo what was applied on top of a target.", sortOptions = false)
final class DowngradeCommand implements CliCommand {

    private final Invocation invocation;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    DowngradeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        String target = options.target()
                .orElseThrow(() -> CliProblem.MISSING_VALUE.with(
                        "the target of the downgrade is missing",
                        "name one: -1 undoes the newest revision, base undoes all"));
        return new Change(invocation, options, Direction.DOWNGRADE).carryOut(target);
    }
}
