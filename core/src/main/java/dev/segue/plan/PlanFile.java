package dev.segue.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.segue.problem.Problem;
import dev.segue.revision.Direction;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plan as it was looked at and agreed to, in a file. It is not run from there: the plan is made again, and run if it is
 * still the same.
 *
 * @param target in the words of the one who asked for the plan
 * @param revisions from identifier to checksums of its steps, with what each does, in their order
 */
public record PlanFile(Direction direction, String target, Map<String, List<PlannedStep>> revisions) {

    private static final int FORMAT = 1;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    public PlanFile {
        revisions = new LinkedHashMap<>(revisions);
    }

    /** What has to be the same when the plan is run. */
    public record PlannedStep(String checksum, String phase, String summary) {}

    /** The plan with everything that a reviewer wants to see. */
    public static String write(Plan plan, String target) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("direction", plan.direction().name());
        json.addProperty("target", target);
        JsonArray revisions = new JsonArray();
        for (PlannedRevision planned : plan.revisions()) {
            JsonObject one = KeptPlanText.json(planned.kept());
            one.addProperty("revision", planned.revision().id().value());
            one.addProperty("message", planned.revision().message());
            revisions.add(one);
        }
        json.add("revisions", revisions);
        return GSON.toJson(json) + "\n";
    }

    /** @throws dev.segue.problem.SegueException when the text is no plan, or one of a newer version */
    public static PlanFile read(String text, String location) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (json.get("format").getAsInt() != FORMAT) {
                throw PlanProblem.NOT_A_PLAN.with(
                        location + " is a plan of another version of Segue", "write it again with `segue plan -o`");
            }
            Map<String, List<PlannedStep>> revisions = new LinkedHashMap<>();
            for (JsonElement revision : json.getAsJsonArray("revisions")) {
                revisions.put(revision.getAsJsonObject().get("revision").getAsString(), steps(revision));
            }
            return new PlanFile(
                    Direction.valueOf(json.get("direction").getAsString()),
                    json.get("target").getAsString(),
                    revisions);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException
                | IllegalArgumentException noPlan) {
            throw PlanProblem.NOT_A_PLAN.with(
                    location + " is not a plan: " + Objects.requireNonNullElse(noPlan.getMessage(), "it is empty"),
                    "write one with `segue plan -o " + location + "`");
        }
    }

    private static List<PlannedStep> steps(JsonElement revision) {
        List<PlannedStep> steps = new ArrayList<>();
        for (JsonElement element : revision.getAsJsonObject().getAsJsonArray("steps")) {
            JsonObject step = element.getAsJsonObject();
            steps.add(new PlannedStep(
                    step.get("checksum").getAsString(),
                    step.get("phase").getAsString(),
                    step.get("summary").getAsString()));
        }
        return steps;
    }

    /** @throws dev.segue.problem.SegueException when this plan is another one, with the first differences */
    public void requireSame(Plan plan) {
        List<String> differences = differences(plan);
        if (!differences.isEmpty()) {
            throw Problem.of(
                            PlanProblem.PLAN_HAS_CHANGED,
                            "the database or the revisions have changed since the plan was written: "
                                    + differences.get(0),
                            "look at the plan as it is now (`segue plan`), and write it again with `segue plan -o`")
                    .saying(differences.subList(1, Math.min(differences.size(), 10)))
                    .toException();
        }
    }

    private List<String> differences(Plan plan) {
        List<String> differences = new ArrayList<>();
        List<String> now = plan.revisions().stream()
                .map(planned -> planned.revision().id().value())
                .toList();
        List<String> then = List.copyOf(revisions.keySet());
        then.stream()
                .filter(id -> !now.contains(id))
                .forEach(id -> differences.add("revision " + id + " is not in the plan any more"));
        now.stream()
                .filter(id -> !then.contains(id))
                .forEach(id -> differences.add("revision " + id + " is new in the plan"));
        if (differences.isEmpty() && !now.equals(then)) {
            differences.add("the revisions come in another order");
        }
        for (PlannedRevision planned : plan.revisions()) {
            Optional.ofNullable(revisions.get(planned.revision().id().value()))
                    .ifPresent(steps -> compare(planned, steps, differences));
        }
        return differences;
    }

    private static void compare(PlannedRevision planned, List<PlannedStep> then, List<String> differences) {
        List<Step> now = planned.allSteps();
        String revision = "revision " + planned.revision().id();
        for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
            if (i >= now.size()) {
                differences.add(revision + " does without \"" + then.get(i).summary() + "\"");
            } else if (i >= then.size()) {
                differences.add(revision + " also has \"" + now.get(i).summary() + "\"");
            } else if (!isSame(now.get(i), then.get(i))) {
                differences.add(revision + ", step " + (i + 1) + " is \""
                        + now.get(i).summary() + "\" and was \"" + then.get(i).summary() + "\"");
            }
        }
    }

    private static boolean isSame(Step now, PlannedStep then) {
        return now.checksum().equals(then.checksum()) && now.phase().name().equals(then.phase());
    }
}
