package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.revision.Direction;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;

/** What would be done, step by step. */
record PlanReport(Plan plan, String database) implements Report {

    private static final int LONGEST_LINE = 80;

    @Override
    public List<String> lines(Look look) {
        boolean isUpgrade = plan.direction() == Direction.UPGRADE;
        if (plan.isEmpty()) {
            return List.of(isUpgrade ? database + " is up to date" : "nothing to undo in " + database);
        }
        int count = plan.revisions().size();
        List<String> lines = new ArrayList<>();
        lines.add("would " + (isUpgrade ? "apply " : "undo ") + count + (count == 1 ? " revision" : " revisions")
                + (isUpgrade ? " to " : " in ") + database);
        for (PlannedRevision planned : plan.revisions()) {
            lines.add("");
            lines.add(look.name(planned.revision().id().value()) + " "
                    + planned.revision().message());
            planned.steps().forEach(step -> lines.add(line(step, look)));
            if (planned.steps().isEmpty()) {
                lines.add(look.dim("  nothing to run"));
            }
        }
        return lines;
    }

    private static String line(Step step, Look look) {
        return "  " + step.ordinal() + "  " + shortened(text(step))
                + (step.transactionMode() == TransactionMode.SHARED ? "" : look.warning("  (commits by itself)"));
    }

    /** What will run, as it stands in the file: a preview hides nothing but the values of placeholders. */
    private static String text(Step step) {
        return step.action() instanceof StepAction.RunStatement run
                ? run.statement().asWritten()
                : step.summary();
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
            revision.add("steps", Json.array(planned.steps(), PlanReport::json));
            return revision;
        }));
        return json;
    }

    private static JsonObject json(Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("step", step.ordinal());
        json.addProperty("phase", Json.word(step.phase()));
        json.addProperty("transaction", Json.word(step.transactionMode()));
        json.addProperty("summary", step.summary());
        json.addProperty("sql", text(step));
        return json;
    }
}
