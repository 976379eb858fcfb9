package dev.segue.cli.command;

import dev.segue.cli.CliProblem;
import dev.segue.cli.Invocation;
import dev.segue.configuration.Setting;
import dev.segue.execution.OperatorAnswer;
import dev.segue.operation.Phase;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What upgrade and downgrade have in common. */
final class ChangeOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            description = "Such as head, heads, base, 8f2c, +2, -1 or shop@head; with --sql also a range a:b.")
    private Optional<String> positional = Optional.empty();

    @Option(names = "--to", paramLabel = "TARGET", description = "The same, as an option.")
    private Optional<String> named = Optional.empty();

    @Option(names = "--sql", description = "Print a script instead of running anything.")
    private boolean printsScript;

    @Option(names = "--dry-run", description = "Show the steps and run none. Exit code 1 when there are some.")
    private boolean isDryRun;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            split = ",",
            description = "Only these: expand, migrate or contract; expand,migrate where the rollout is phased.")
    private List<Phase> phases = List.of();

    @Option(names = "--all", description = "All phases at once, because no application is at work.")
    private boolean runsAllPhases;

    @Option(
            names = "--even-if-used",
            description = "Contract also where statements are seen that name what goes away: they mean something else.")
    private boolean isEvenIfUsed;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Run exactly the plan that `segue plan -o` wrote, and nothing if it is another one by now.")
    private Optional<Path> plan = Optional.empty();

    @Option(
            names = "--resolve",
            paramLabel = "done|again",
            description = "The answer when the last run ended with a question about a step.")
    private Optional<Answer> answer = Optional.empty();

    @Option(
            names = "--transaction",
            paramLabel = "SCOPE",
            description = "What commits at once: per-revision, per-run or per-statement.")
    private Optional<String> transaction = Optional.empty();

    @Option(names = "--lock-timeout", paramLabel = "TIME", description = "How long one try for a table lock may wait.")
    private Optional<String> lockTimeout = Optional.empty();

    @Option(names = "--lock-budget", paramLabel = "TIME", description = "How long all tries together may take.")
    private Optional<String> lockBudget = Optional.empty();

    @Option(names = "--lock-wait", paramLabel = "TIME", description = "How long to wait for another run of Segue.")
    private Optional<String> lockWait = Optional.empty();

    @Option(names = "--statement-timeout", paramLabel = "TIME", description = "How long one statement may run.")
    private Optional<String> statementTimeout = Optional.empty();

    @Mixin
    private final BackfillOptions backfills = new BackfillOptions();

    private enum Answer {
        DONE,
        AGAIN
    }

    boolean printsScript() {
        return printsScript;
    }

    boolean isDryRun() {
        return isDryRun;
    }

    Optional<String> target() {
        if (positional.isPresent() && named.isPresent()) {
            throw CliProblem.CONTRADICTION.with(
                    "the target is given twice: \"" + positional.get() + "\" and --to \"" + named.get() + "\"",
                    "leave one of them out");
        }
        return positional.or(() -> named);
    }

    Optional<Path> plan() {
        return plan;
    }

    /** Empty for those that the rollout implies. */
    Set<Phase> phases() {
        if (runsAllPhases && !phases.isEmpty()) {
            throw CliProblem.CONTRADICTION.with("--all and --phase were both given", "leave one of them out");
        }
        return runsAllPhases ? EnumSet.allOf(Phase.class) : Set.copyOf(phases);
    }

    boolean isEvenIfUsed() {
        return isEvenIfUsed;
    }

    OperatorAnswer answer() {
        return answer.map(given -> switch (given) {
                    case DONE -> OperatorAnswer.IT_IS_DONE;
                    case AGAIN -> OperatorAnswer.RUN_IT_AGAIN;
                })
                .orElse(OperatorAnswer.NONE);
    }

    void applyTo(Invocation invocation) {
        invocation.set(Setting.TRANSACTION, transaction);
        invocation.set(Setting.LOCK_TIMEOUT, lockTimeout);
        invocation.set(Setting.LOCK_BUDGET, lockBudget);
        invocation.set(Setting.LOCK_WAIT, lockWait);
        invocation.set(Setting.STATEMENT_TIMEOUT, statementTimeout);
        backfills.applyTo(invocation);
    }
}
