package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.narration.Outcome;
import dev.segue.plan.Plan;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Take away what only the application needs that is on its way out.",
        sortOptions = false,
        footer = {
            "",
            "An upgrade leaves the old application working; a downgrade leaves the new one working. Run this when",
            "nobody uses it any more: where somebody is seen to, nothing is done. What is dropped waits in the",
            "trash (`segue trash`)."
        })
final class ContractCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..*", paramLabel = "REVISION", description = "Only these; all that hold something back.")
    private List<String> revisions = List.of();

    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "Do nothing before this moment, such as 2026-12-01T09:00; for a job that runs regularly.")
    private Optional<String> notBefore = Optional.empty();

    @Option(names = "--dry-run", description = "Show the steps and run none. Exit code 1 when there are some.")
    private boolean isDryRun;

    @Option(
            names = "--even-if-used",
            description = "Also where statements are seen that name what goes away: they mean something else.")
    private boolean isEvenIfUsed;

    ContractCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (notBefore.isPresent() && invocation.surroundings().clock().instant().isBefore(moment(notBefore.get()))) {
            invocation.remark("nothing is contracted before " + notBefore.get());
            return ExitCode.OK;
        }
        if (isDryRun) {
            Segue segue = invocation.segue();
            Plan plan = Runs.look(
                    invocation,
                    listener -> invocation.builder().listener(listener).build(),
                    watched -> watched.planContraction(revisions));
            invocation.tell(
                    new PlanReport(plan, segue.databaseDisplay(), Outcome.CONTRACTED, false).with(segue.usesOf(plan)));
            return plan.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
        }
        return Runs.tell(
                invocation,
                Outcome.CONTRACTED,
                listener -> invocation
                        .builder()
                        .listener(listener)
                        .evenIfUsed(isEvenIfUsed)
                        .build(),
                segue -> segue.contract(revisions));
    }

    private Instant moment(String text) {
        ZoneId zone = invocation.surroundings().clock().getZone();
        try {
            return text.length() > 19 || text.endsWith("Z")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeParseException unclear) {
            throw CliProblem.BAD_VALUE.with(
                    "\"" + text + "\" is not a moment", "write it as 2026-12-01T09:00 or 2026-12-01T09:00:00Z");
        }
    }
}
