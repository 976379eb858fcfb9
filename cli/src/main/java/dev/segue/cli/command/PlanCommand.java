package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.narration.Outcome;
import dev.segue.plan.Plan;
import dev.segue.plan.PlanFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Show every step to a target: phase, SQL, locks and whom they keep waiting.",
        sortOptions = false,
        footer = {"", "segue plan -o plan.json writes the plan down; segue upgrade --plan plan.json runs exactly that."
        })
final class PlanCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "Such as head, 8f2c or +2; all heads otherwise.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--downgrade", description = "The way back to the target.")
    private boolean isDowngrade;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the plan to this file as well.")
    private Optional<Path> output = Optional.empty();

    PlanCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Segue segue = invocation.segue();
        String wanted = target.orElse(isDowngrade ? "-1" : "heads");
        Plan plan = Runs.look(
                invocation,
                listener -> invocation.builder().listener(listener).build(),
                watched -> isDowngrade ? watched.planDowngrade(wanted) : watched.planUpgrade(wanted));
        invocation.tell(
                new PlanReport(plan, segue.databaseDisplay(), isDowngrade ? Outcome.UNDONE : Outcome.APPLIED, true)
                        .with(segue.backfills().estimates(plan)));
        output.ifPresent(file -> {
            PlanFiles.write(invocation, file, PlanFile.write(plan, wanted));
            invocation.remark("written to " + file);
        });
        return plan.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }
}
