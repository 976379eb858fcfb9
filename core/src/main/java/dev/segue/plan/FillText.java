package dev.segue.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.segue.operation.FillSettings;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps that go through the rows of a table, as JSON. */
final class FillText {

    private FillText() {}

    static JsonObject json(StepAction.FillRows fill) {
        JsonObject json = fill.work().accept(WORK);
        json.add("table", KeptPlanText.name(fill.table()));
        if (!fill.settings().equals(FillSettings.DEFAULT)) {
            json.add("settings", json(fill.settings()));
        }
        return json;
    }

    static StepAction.FillRows fill(JsonObject json) {
        RowWork work = new RowWork.Assign(
                json.get("assignments").getAsString(), json.get("guard").getAsString());
        return new StepAction.FillRows(
                KeptPlanText.name(json.getAsJsonObject("table")),
                work,
                json.has("settings") ? settings(json.getAsJsonObject("settings")) : FillSettings.DEFAULT);
    }

    private static final RowWork.Visitor<JsonObject> WORK = new RowWork.Visitor<>() {
        @Override
        public JsonObject visit(RowWork.Assign work) {
            JsonObject json = new JsonObject();
            json.addProperty("kind", "fill");
            json.addProperty("assignments", work.assignments());
            json.addProperty("guard", work.guard());
            return json;
        }
    };

    private static JsonObject json(FillSettings settings) {
        JsonObject json = new JsonObject();
        settings.batch().ifPresent(batch -> json.addProperty("batch", batch));
        settings.target().ifPresent(target -> json.addProperty("target", target.toString()));
        settings.workers().ifPresent(workers -> json.addProperty("workers", workers));
        JsonArray throttles = new JsonArray();
        settings.throttles().forEach(throttles::add);
        json.add("throttles", throttles);
        settings.verify().ifPresent(verify -> json.addProperty("verify", verify.name()));
        settings.triggers().ifPresent(triggers -> json.addProperty("triggers", triggers.name()));
        return json;
    }

    private static FillSettings settings(JsonObject json) {
        List<String> throttles = new ArrayList<>();
        json.getAsJsonArray("throttles").forEach(throttle -> throttles.add(throttle.getAsString()));
        return new FillSettings(
                text(json, "batch").map(Long::parseLong),
                text(json, "target").map(Duration::parse),
                text(json, "workers").map(Integer::parseInt),
                throttles,
                text(json, "verify").map(FillSettings.Verify::valueOf),
                text(json, "triggers").map(FillSettings.Triggers::valueOf));
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.get(key)).map(value -> value.getAsString());
    }
}
