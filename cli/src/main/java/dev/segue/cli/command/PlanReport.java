package dev.segue.cli.command;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.backfill.FillEstimate;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.narration.Outcome;
import dev.segue.cli.narration.UseText;
import dev.segue.cli.terminal.Look;
import dev.segue.operation.Phase;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import dev.segue.verification.StillUsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would be done, step by step.
 *
 * @param isDetailed with the whole SQL, and what others feel of it
 * @param uses who was seen to use what it takes away, where that was looked at
 * @param estimates what its backfills cost, where that was looked at
 */
record PlanReport(
        Plan plan,
        String database,
        Outcome outcome,
        boolean isDetailed,
        Optional<StillUsed> uses,
        Map<Step, FillEstimate> estimates)
        implements Report {

    private static final int LONGEST_LINE = 80;

    PlanReport(Plan plan, String database, Outcome outcome, boolean isDetailed) {
        this(plan, database, outcome, isDetailed, Optional.empty(), Map.of());
    }

    PlanReport with(StillUsed seen) {
        return new PlanReport(plan, database, outcome, isDetailed, Optional.of(seen), estimates);
    }

    PlanReport with(Map<Step, FillEstimate> newEstimates) {
        return new PlanReport(plan, database, outcome, isDetailed, uses, newEstimates);
    }

    @Override
    public List<String> lines(Look look) {
        if (plan.isEmpty()) {
            return List.of(outcome.nothing(database));
        }
        List<String> lines = new ArrayList<>();
        lines.add("would " + outcome.wouldBe(plan.revisions().size()) + " " + database);
        for (PlannedRevision planned : plan.revisions()) {
            lines.add("");
            lines.add(look.name(planned.revision().id().value()) + " "
                    + planned.revision().message());
            revision(planned, lines, look);
        }
        if (uses.isPresent() && !plan.leaving().isEmpty()) {
            lines.add("");
            lines.addAll(UseText.lines(plan.leaving(), uses.get()));
        }
        return lines;
    }

    private void revision(PlannedRevision planned, List<String> lines, Look look) {
        boolean showsPhases = planned.isWorkedOut();
        Optional<Phase> phase = Optional.empty();
        for (Step step : planned.steps()) {
            if (showsPhases && !phase.equals(Optional.of(step.phase()))) {
                phase = Optional.of(step.phase());
                lines.add("  " + look.bold(Json.word(step.phase())));
            }
            step(step, lines, look);
        }
        if (planned.steps().isEmpty()) {
            lines.add(look.dim("  nothing to run"));
        }
        if (!planned.later().isEmpty()) {
            lines.add("  " + look.bold("later") + look.dim(", with `segue contract`"));
            planned.later().forEach(step -> step(step, lines, look));
        }
        if (!planned.leaving().isEmpty()) {
            lines.add("  takes away, once nobody is seen to use it: " + UseText.names(planned.leaving()));
        }
    }

    private void step(Step step, List<String> lines, Look look) {
        if (!isDetailed) {
            lines.add("  " + step.ordinal() + "  " + shortened(text(step))
                    + (step.transactionMode() == TransactionMode.SHARED ? "" : look.warning("  (commits by itself)")));
            return;
        }
        lines.add("  " + step.ordinal() + "  " + shortened(step.summary()));
        text(step).lines().forEach(line -> lines.add("       " + line));
        Impacts.of(step).forEach(line -> lines.add("       " + look.dim("-- " + line)));
        Optional.ofNullable(estimates.get(step))
                .ifPresent(estimate -> lines.add("       " + look.dim("-- " + EstimateText.line(estimate))));
    }

    /** What will run, as it stands in the file: a preview hides nothing but the values of placeholders. */
    private static String text(Step step) {
        return step.action().accept(ACTION);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("direction", Json.word(plan.direction()));
        json.addProperty("database", database);
        json.add("revisions", Json.array(plan.revisions(), planned -> {
            JsonObject revision = Json.of(planned.revision());
            revision.add("steps", Json.array(planned.steps(), this::json));
            revision.add("later", Json.array(planned.later(), this::json));
            revision.add("leaving", Json.array(planned.leaving(), name -> new JsonPrimitive(name.text())));
            return revision;
        }));
        uses.ifPresent(seen -> json.add("uses", UseText.json(plan.leaving(), seen)));
        return json;
    }

    private JsonObject json(Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("step", step.ordinal());
        json.addProperty("phase", Json.word(step.phase()));
        json.addProperty("transaction", Json.word(step.transactionMode()));
        json.addProperty("summary", step.summary());
        json.addProperty("sql", text(step));
        json.add("locks", Json.array(step.impact().locks(), lock -> {
            JsonObject one = new JsonObject();
            one.addProperty("relation", lock.relation().toString());
            one.addProperty("mode", lock.level().sql());
            one.addProperty("blocks", lock.level().blocks());
            return one;
        }));
        json.addProperty("held", Json.word(step.impact().duration()));
        json.addProperty("estimated_rows", step.impact().rows());
        json.addProperty("estimated_bytes", step.impact().bytes());
        Optional.ofNullable(estimates.get(step))
                .ifPresent(estimate -> json.add("backfill", EstimateText.json(estimate)));
        return json;
    }

    private static final StepAction.Visitor<String> ACTION = new StepAction.Visitor<>() {
        @Override
        public String visit(StepAction.RunStatement action) {
            return action.statement().asWritten().strip();
        }

        @Override
        public String visit(StepAction.CallCode action) {
            return "Java: " + action.description();
        }

        @Override
        public String visit(StepAction.FillRows action) {
            return BatchText.of(action);
        }

        @Override
        public String visit(StepAction.RequireNone action) {
            return action.query().strip();
        }
    };
}
