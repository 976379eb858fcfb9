package dev.segue.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.segue.operation.BackfillCode;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Operation;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Assignment;
import dev.segue.sql.DrivenStatement.Edit;
import dev.segue.sql.DrivenStatement.Hole;
import dev.segue.sql.DrivenStatement.Span;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.step.RowWork;
import dev.segue.step.RowWork.Loss;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Steps that go through the rows of a table, as JSON. */
final class FillText {

    private static final String WORDING = "wording";
    private static final String WAY_BACK = "wayBack";

    private final SqlSyntax syntax;
    private final Supplier<List<Operation>> operations;

    /** @param operations of the revision, which hold its code and its statements; read only where they are needed */
    FillText(SqlSyntax syntax, Supplier<List<Operation>> operations) {
        this.syntax = syntax;
        this.operations = operations;
    }

    static JsonObject json(StepAction.FillRows fill) {
        JsonObject json = fill.work().accept(WORK);
        json.addProperty("kind", "fill");
        json.add("table", KeptPlanText.name(fill.table()));
        if (!fill.settings().equals(FillSettings.DEFAULT)) {
            json.add("settings", json(fill.settings()));
        }
        return json;
    }

    /** What tells the statements of a revision from one another. */
    static Set<String> wordings(List<SqlStatement> statements) {
        Set<String> wordings = new HashSet<>();
        statements.forEach(statement -> wordings.add(wording(statement)));
        return wordings;
    }

    /** Takes the text of a statement out that stands in the revision anyway. */
    static void leaveThere(JsonObject action, Set<String> wordings) {
        if (action.has(WORDING) && wordings.contains(action.get(WORDING).getAsString())) {
            action.remove("sql");
        }
    }

    private static String wording(SqlStatement statement) {
        return new StepAction.RunStatement(statement).checksum();
    }

    StepAction.FillRows fill(JsonObject json) {
        return new StepAction.FillRows(
                KeptPlanText.name(json.getAsJsonObject("table")),
                work(json),
                json.has("settings") ? settings(json.getAsJsonObject("settings")) : FillSettings.DEFAULT);
    }

    private RowWork work(JsonObject json) {
        if (json.has(WORDING)) {
            return new RowWork.UserStatement(statement(json));
        }
        if (json.has("code")) {
            return function(json);
        }
        if (json.has(WAY_BACK)) {
            return new RowWork.Look(
                    json.get(WAY_BACK).getAsString(), losses(json).get(0));
        }
        String assignments = json.get("assignments").getAsString();
        String guard = json.get("guard").getAsString();
        return wasALook(json, guard)
                ? new RowWork.Look(assignments, losses(json).get(0))
                : new RowWork.Assign(assignments, guard, losses(json), Optional.empty());
    }

    /** At first it was an assignment to no row. None other of those has losses. */
    private static boolean wasALook(JsonObject json, String guard) {
        return guard.equals("FALSE") && !losses(json).isEmpty();
    }

    /** At first there was only one, of which the column was not told. */
    private static List<Loss> losses(JsonObject json) {
        return json.has("losses")
                ? list(
                        json.getAsJsonArray("losses"),
                        one -> new Loss(
                                one.get("column").getAsString(),
                                one.get("condition").getAsString()))
                : text(json, "loss").map(condition -> new Loss("a column", condition)).stream()
                        .toList();
    }

    /** What can be joined with it was joined before it is kept. */
    private static final RowWork.Visitor<JsonObject> WORK = new RowWork.Visitor<>() {
        @Override
        public JsonObject visit(RowWork.Assign work) {
            JsonObject json = new JsonObject();
            json.addProperty("assignments", work.assignments());
            json.addProperty("guard", work.guard());
            if (!work.losses().isEmpty()) {
                json.add("losses", array(work.losses(), FillText::json));
            }
            return json;
        }

        @Override
        public JsonObject visit(RowWork.Look work) {
            JsonObject json = new JsonObject();
            json.addProperty(WAY_BACK, work.wayBack());
            json.add("losses", array(work.losses(), FillText::json));
            return json;
        }

        @Override
        public JsonObject visit(RowWork.UserStatement work) {
            DrivenStatement driven = work.statement();
            JsonObject json = new JsonObject();
            json.addProperty(WORDING, wording(driven.statement()));
            json.addProperty("length", driven.statement().text().length());
            json.addProperty("sql", driven.statement().text());
            json.addProperty("origin", driven.statement().source().name());
            json.addProperty("verb", driven.verb().name());
            json.add("target", KeptPlanText.name(driven.target()));
            json.add("driving", KeptPlanText.name(driven.table()));
            json.addProperty("only", driven.isOnly());
            json.addProperty("alias", driven.alias().text());
            json.add("edits", array(driven.edits(), FillText::json));
            json.add("changed", names(driven.changed()));
            json.add("assignments", array(driven.assignments(), assignment -> {
                JsonObject one = json(assignment.value());
                one.addProperty("column", assignment.column().text());
                return one;
            }));
            driven.with().ifPresent(span -> json.add("with", json(span)));
            driven.others().ifPresent(span -> json.add("others", json(span)));
            driven.condition().ifPresent(span -> json.add("condition", json(span)));
            return json;
        }

        @Override
        public JsonObject visit(RowWork.RowFunction work) {
            JsonObject json = new JsonObject();
            json.addProperty("code", work.description());
            json.add("read", names(work.read()));
            json.add("written", names(work.written()));
            json.addProperty("guard", work.guard());
            return json;
        }
    };

    private DrivenStatement statement(JsonObject json) {
        return new DrivenStatement(
                json.has("sql") ? scanned(json) : inRevision(json),
                DrivenStatement.Verb.valueOf(json.get("verb").getAsString()),
                KeptPlanText.name(json.getAsJsonObject("target")),
                KeptPlanText.name(json.getAsJsonObject("driving")),
                json.get("only").getAsBoolean(),
                SqlName.of(json.get("alias").getAsString()),
                list(json.getAsJsonArray("edits"), FillText::edit),
                names(json.getAsJsonArray("changed")),
                list(
                        json.getAsJsonArray("assignments"),
                        one -> new Assignment(SqlName.of(one.get("column").getAsString()), span(one))),
                span(json, "with"),
                span(json, "others"),
                span(json, "condition"));
    }

    private SqlStatement scanned(JsonObject json) {
        SourceText text =
                new SourceText(json.get("origin").getAsString(), json.get("sql").getAsString());
        return SqlScanner.scan(text, syntax).statements().get(0);
    }

    /** With placeholders that stand for something else by now, the range would be put in at the wrong places. */
    private SqlStatement inRevision(JsonObject json) {
        String wording = json.get(WORDING).getAsString();
        int length = json.get("length").getAsInt();
        return operations.get().stream()
                .filter(ExecuteSql.class::isInstance)
                .map(operation -> ((ExecuteSql) operation).statement())
                .filter(statement ->
                        wording(statement).equals(wording) && statement.text().length() == length)
                .findFirst()
                .orElseThrow(() -> PlanProblem.EDITED_SINCE_BEGUN.with(
                        "a statement that the revision was begun with is not in its file any more",
                        "put its file back as it was when it was begun"));
    }

    private RowWork.RowFunction function(JsonObject json) {
        String description = json.get("code").getAsString();
        return operations.get().stream()
                .filter(BackfillCode.class::isInstance)
                .map(BackfillCode.class::cast)
                .filter(code -> code.summary().equals(description))
                .findFirst()
                .map(code -> new RowWork.RowFunction(
                        names(json.getAsJsonArray("read")),
                        names(json.getAsJsonArray("written")),
                        json.get("guard").getAsString(),
                        description,
                        code.code()))
                .orElseThrow(() -> PlanProblem.EDITED_SINCE_BEGUN.with(
                        "the revision does not \"" + description + "\" any more",
                        "put its file back as it was when it was begun"));
    }

    private static JsonObject json(Loss loss) {
        JsonObject json = new JsonObject();
        json.addProperty("column", loss.column());
        json.addProperty("condition", loss.condition());
        return json;
    }

    private static JsonObject json(Edit edit) {
        JsonObject json = json(edit.span());
        json.addProperty("before", edit.before());
        json.addProperty("hole", edit.hole().name());
        json.addProperty("after", edit.after());
        return json;
    }

    private static Edit edit(JsonObject json) {
        return new Edit(
                span(json),
                json.get("before").getAsString(),
                Hole.valueOf(json.get("hole").getAsString()),
                json.get("after").getAsString());
    }

    private static JsonObject json(Span span) {
        JsonObject json = new JsonObject();
        json.addProperty("start", span.start());
        json.addProperty("end", span.end());
        return json;
    }

    private static Span span(JsonObject json) {
        return new Span(json.get("start").getAsInt(), json.get("end").getAsInt());
    }

    private static Optional<Span> span(JsonObject json, String key) {
        return Optional.ofNullable(json.getAsJsonObject(key)).map(FillText::span);
    }

    private static JsonArray names(List<SqlName> names) {
        JsonArray array = new JsonArray();
        names.forEach(name -> array.add(name.text()));
        return array;
    }

    private static List<SqlName> names(JsonArray array) {
        List<SqlName> names = new ArrayList<>();
        array.forEach(name -> names.add(SqlName.of(name.getAsString())));
        return names;
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    private static <T> List<T> list(JsonArray array, Function<JsonObject, T> reader) {
        List<T> values = new ArrayList<>();
        array.forEach(element -> values.add(reader.apply(element.getAsJsonObject())));
        return values;
    }

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
        settings.roundtrip().ifPresent(look -> json.addProperty("roundtrip", look.name()));
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
                text(json, "triggers").map(FillSettings.Triggers::valueOf),
                text(json, "roundtrip").map(FillSettings.Roundtrip::valueOf));
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.get(key)).map(value -> value.getAsString());
    }
}
