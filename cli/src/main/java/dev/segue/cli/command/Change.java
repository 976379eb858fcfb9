package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Segue;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.OutputFormat;
import dev.segue.cli.narration.EventLines;
import dev.segue.cli.narration.Narrator;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;

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
        return options.isDryRun() ? showPlan(target) : run(target);
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
        Segue segue = invocation.segue();
        Plan plan = isUpgrade() ? segue.planUpgrade(target) : segue.planDowngrade(target);
        invocation.tell(new PlanReport(plan, segue.databaseDisplay()));
        return plan.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private ExitCode run(String target) {
        return switch (invocation.options().format()) {
            case TEXT -> runForPeople(target);
            case JSON -> {
                RunReport report = run(segue(event -> {}), target);
                invocation.terminal().out().println(Json.line(EventLines.of(report)));
                yield ExitCode.OK;
            }
            case JSONL -> {
                run(segue(new EventLines(invocation.terminal().out())), target);
                yield ExitCode.OK;
            }
        };
    }

    private ExitCode runForPeople(String target) {
        try (Narrator narrator = new Narrator(invocation, System::nanoTime)) {
            Segue segue = segue(narrator);
            narrator.finish(run(segue, target), segue.databaseDisplay());
        }
        return ExitCode.OK;
    }

    private Segue segue(ExecutionListener listener) {
        return invocation.builder().listener(listener).answer(options.answer()).build();
    }

    private RunReport run(Segue segue, String target) {
        return isUpgrade() ? segue.upgrade(target) : segue.downgrade(target);
    }

    private boolean isUpgrade() {
        return direction == Direction.UPGRADE;
    }
}
