package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Segue;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.OutputFormat;
import dev.segue.cli.narration.Outcome;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import dev.segue.operation.Phase;
import dev.segue.plan.Plan;
import dev.segue.plan.PlanFile;
import dev.segue.revision.Direction;
import java.util.function.Function;

/** An upgrade or a downgrade in one of its three ways: as a script, as a plan, or for real. */
final class Change {

    private final Invocation invocation;
    private final ChangeOptions options;
    private final Direction direction;

    Change(Invocation invocation, ChangeOptions options, Direction direction) {
        this.invocation = invocation;
        this.options = options;
        this.direction = direction;
    }

    ExitCode carryOut(String target) {
        options.applyTo(invocation);
        if (options.printsScript()) {
            return printScript(target);
        }
        return options.isDryRun() ? showPlan(target) : run(work(target));
    }

    private ExitCode printScript(String target) {
        invocation.configuration().requireEnvironment();
        Segue segue = invocation.segue();
        String script = isUpgrade() ? segue.upgradeScript(target) : segue.downgradeScript(target);
        if (invocation.options().format() == OutputFormat.TEXT) {
            invocation.terminal().out().print(script);
        } else {
            JsonObject json = new JsonObject();
            json.addProperty("script", script);
            invocation.terminal().out().println(Json.line(json));
        }
        return ExitCode.OK;
    }

    private ExitCode showPlan(String target) {
        Segue segue = segue(event -> {});
        Plan plan = Runs.look(
                invocation,
                this::segue,
                watched -> isUpgrade() ? watched.planUpgrade(target) : watched.planDowngrade(target));
        PlanReport report = new PlanReport(plan, segue.databaseDisplay(), outcome(), false);
        boolean isContracting =
                options.phases().contains(Phase.CONTRACT) && !plan.leavingNow().isEmpty();
        invocation.tell(isContracting ? report.with(segue.usesOf(plan)) : report);
        return plan.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private Function<Segue, RunReport> work(String target) {
        if (options.plan().isPresent()) {
            PlanFile file = PlanFiles.read(invocation, options.plan().get());
            if (file.direction() != direction) {
                throw CliProblem.CONTRADICTION.with(
                        "the plan in " + options.plan().get() + " is one of "
                                + (file.direction() == Direction.UPGRADE ? "an upgrade" : "a downgrade"),
                        "run `segue " + Json.word(file.direction()) + " --plan`");
            }
            return segue -> segue.run(file);
        }
        return segue -> isUpgrade() ? segue.upgrade(target) : segue.downgrade(target);
    }

    private ExitCode run(Function<Segue, RunReport> work) {
        return Runs.tell(invocation, outcome(), this::segue, work);
    }

    private Segue segue(ExecutionListener listener) {
        return invocation
                .builder()
                .listener(listener)
                .answer(options.answer())
                .phases(options.phases())
                .evenIfUsed(options.isEvenIfUsed())
                .build();
    }

    private Outcome outcome() {
        return isUpgrade() ? Outcome.APPLIED : Outcome.UNDONE;
    }

    private boolean isUpgrade() {
        return direction == Direction.UPGRADE;
    }
}
