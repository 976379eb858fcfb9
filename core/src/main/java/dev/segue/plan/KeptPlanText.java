package dev.segue.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Question;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Steps as JSON: in the journal, and in plan files. What was written is read back as equal steps. */
public final class KeptPlanText {

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    private final SqlSyntax syntax;
    private final Supplier<RevisionContent> content;

    /** @param content of the revision, which holds its code and its own statements; read only where it is needed */
    public KeptPlanText(SqlSyntax syntax, Supplier<RevisionContent> content) {
        this.syntax = syntax;
        this.content = content;
    }

    /** Everything, to be read by people. */
    public static String write(KeptPlan plan) {
        return GSON.toJson(json(plan));
    }

    /**
     * For the journal: a statement that stands in the revision is left there, because it may hold what only the revision
     * should tell, such as a password.
     */
    public static String write(KeptPlan plan, RevisionContent content) {
        Set<String> there = new HashSet<>();
        statements(content).forEach(statement -> there.add(new StepAction.RunStatement(statement).checksum()));
        Set<String> written = FillText.wordings(statements(content));
        JsonObject json = json(plan);
        for (JsonElement element : json.getAsJsonArray("steps")) {
            JsonObject step = element.getAsJsonObject();
            if (there.contains(step.get("checksum").getAsString())) {
                step.add("action", object("kind", "written"));
            } else {
                FillText.leaveThere(step.getAsJsonObject("action"), written);
            }
        }
        return GSON.toJson(json);
    }

    private static List<Operation> operations(RevisionContent content) {
        List<Operation> operations = new ArrayList<>(content.upgrade());
        if (content.downgrade() instanceof Downgrade.Steps steps) {
            operations.addAll(steps.operations());
        }
        return operations;
    }

    private static List<SqlStatement> statements(RevisionContent content) {
        return operations(content).stream()
                .filter(ExecuteSql.class::isInstance)
                .map(operation -> ((ExecuteSql) operation).statement())
                .toList();
    }

    public static JsonObject json(KeptPlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("format", 1);
        json.addProperty("revisionChecksum", plan.revisionChecksum());
        json.add("steps", array(plan.steps(), KeptPlanText::json));
        json.add("shares", array(plan.shares(), share -> {
            JsonObject one = new JsonObject();
            one.addProperty("operation", share.operation());
            one.addProperty("summary", share.summary());
            one.add("ordinals", GSON.toJsonTree(share.ordinals()));
            one.add("retreat", array(share.retreat(), KeptPlanText::json));
            return one;
        }));
        return json;
    }

    /** What {@link KeptPlan#isAsWritten} says, without a look at the steps. */
    public static boolean isAsWritten(String text) {
        return JsonParser.parseString(text)
                .getAsJsonObject()
                .getAsJsonArray("shares")
                .isEmpty();
    }

    /** The checksum that the revision had when the plan was kept. */
    public static String revisionChecksum(String text) {
        return JsonParser.parseString(text)
                .getAsJsonObject()
                .get("revisionChecksum")
                .getAsString();
    }

    /** @throws IllegalStateException when the text was not written by this class */
    public KeptPlan read(String text) {
        return plan(JsonParser.parseString(text).getAsJsonObject());
    }

    public KeptPlan plan(JsonObject json) {
        return new KeptPlan(
                json.get("revisionChecksum").getAsString(),
                list(json, "steps", this::step),
                list(
                        json,
                        "shares",
                        share -> new Share(
                                share.get("operation").getAsInt(),
                                share.get("summary").getAsString(),
                                ints(share.getAsJsonArray("ordinals")),
                                list(share, "retreat", this::step))));
    }

    public static JsonObject json(Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("step", step.ordinal());
        json.addProperty("phase", step.phase().name());
        json.addProperty("summary", step.summary());
        json.addProperty("checksum", step.checksum());
        json.addProperty("transaction", step.transactionMode().name());
        json.add("action", step.action().accept(ACTION));
        json.add("recovery", recovery(step.recovery()));
        json.add("impact", impact(step.impact()));
        return json;
    }

    private Step step(JsonObject json) {
        return new Step(
                json.get("step").getAsInt(),
                Phase.valueOf(json.get("phase").getAsString()),
                json.get("summary").getAsString(),
                action(json.getAsJsonObject("action"), json.get("checksum").getAsString()),
                TransactionMode.valueOf(json.get("transaction").getAsString()),
                recovery(json.getAsJsonObject("recovery")),
                impact(json.getAsJsonObject("impact")));
    }

    private static final StepAction.Visitor<JsonObject> ACTION = new StepAction.Visitor<>() {
        @Override
        public JsonObject visit(StepAction.RunStatement action) {
            JsonObject json =
                    object("kind", "statement", "sql", action.statement().text());
            json.addProperty("origin", action.statement().source().name());
            action.statement().copyData().ifPresent(rows -> json.addProperty("rows", rows));
            return json;
        }

        @Override
        public JsonObject visit(StepAction.CallCode action) {
            return object("kind", "code", "description", action.description());
        }

        @Override
        public JsonObject visit(StepAction.FillRows action) {
            return FillText.json(action);
        }

        @Override
        public JsonObject visit(StepAction.RequireNone action) {
            JsonObject json = object("kind", "require-none", "query", action.query());
            json.addProperty("expectation", action.expectation());
            json.addProperty("remedy", action.remedy());
            return json;
        }
    };

    private StepAction action(JsonObject json, String checksum) {
        return switch (json.get("kind").getAsString()) {
            case "statement" -> new StepAction.RunStatement(statement(json));
            case "written" -> written(checksum);
            case "code" -> code(json.get("description").getAsString());
            case "fill" -> new FillText(syntax, this::operations).fill(json);
            case "require-none" ->
                new StepAction.RequireNone(
                        json.get("query").getAsString(),
                        json.get("expectation").getAsString(),
                        json.get("remedy").getAsString());
            default -> throw new IllegalStateException("an action of a newer version: " + json.get("kind"));
        };
    }

    private SqlStatement statement(JsonObject json) {
        String sql = json.get("sql").getAsString();
        String text = json.has("rows") ? withRows(sql, json.get("rows").getAsString()) : sql;
        return SqlScanner.scan(new SourceText(json.get("origin").getAsString(), text), syntax)
                .statements()
                .get(0);
    }

    private static String withRows(String copy, String rows) {
        String lastEnd = rows.isEmpty() || rows.endsWith("\n") ? "" : "\n";
        return copy + ";\n" + rows + lastEnd + "\\.\n";
    }

    private List<Operation> operations() {
        return operations(content.get());
    }

    private StepAction written(String checksum) {
        return statements(content.get()).stream()
                .map(StepAction.RunStatement::new)
                .filter(action -> action.checksum().equals(checksum))
                .findFirst()
                .orElseThrow(() -> PlanProblem.EDITED_SINCE_BEGUN.with(
                        "a statement that the revision was begun with is not in its file any more",
                        "put its file back as it was when it was begun"));
    }

    private StepAction code(String description) {
        return operations(content.get()).stream()
                .filter(RunCode.class::isInstance)
                .map(RunCode.class::cast)
                .filter(code -> code.description().equals(description))
                .findFirst()
                .map(code -> new StepAction.CallCode(code.description(), code.code()))
                .orElseThrow(() -> PlanProblem.EDITED_SINCE_BEGUN.with(
                        "the revision does not run Java code called \"" + description + "\" any more",
                        "put its file back as it was when it was begun"));
    }

    private static JsonObject recovery(Recovery recovery) {
        if (recovery instanceof Recovery.Probe probe) {
            JsonObject json = object("kind", "probe");
            json.add("state", question(probe.state()));
            probe.cleanup().ifPresent(cleanup -> json.add("cleanup", question(cleanup)));
            json.addProperty("toleratesExisting", probe.toleratesExisting());
            return json;
        }
        if (recovery instanceof Recovery.AskOperator ask) {
            JsonObject json = object("kind", "ask", "question", ask.question());
            ask.leftovers().ifPresent(leftovers -> json.add("leftovers", question(leftovers)));
            return json;
        }
        return object("kind", recovery instanceof Recovery.RunAgain ? "run-again" : "atomic");
    }

    private static Recovery recovery(JsonObject json) {
        return switch (json.get("kind").getAsString()) {
            case "probe" ->
                new Recovery.Probe(
                        question(json.getAsJsonObject("state")),
                        Optional.ofNullable(json.getAsJsonObject("cleanup")).map(KeptPlanText::question),
                        json.get("toleratesExisting").getAsBoolean());
            case "ask" ->
                new Recovery.AskOperator(
                        json.get("question").getAsString(),
                        Optional.ofNullable(json.getAsJsonObject("leftovers")).map(KeptPlanText::question));
            case "run-again" -> new Recovery.RunAgain();
            case "atomic" -> new Recovery.Atomic();
            default -> throw new IllegalStateException("a recovery of a newer version: " + json.get("kind"));
        };
    }

    private static JsonObject question(Question question) {
        JsonObject json = object("sql", question.sql());
        json.add("values", GSON.toJsonTree(question.values()));
        return json;
    }

    private static Question question(JsonObject json) {
        List<String> values = new ArrayList<>();
        json.getAsJsonArray("values").forEach(value -> values.add(value.getAsString()));
        return new Question(json.get("sql").getAsString(), values);
    }

    private static JsonObject impact(Impact impact) {
        JsonObject json = new JsonObject();
        json.add("locks", array(impact.locks(), lock -> {
            JsonObject one = object("mode", lock.level().name());
            one.add("relation", name(lock.relation()));
            return one;
        }));
        json.addProperty("held", impact.duration().name());
        json.addProperty("rows", impact.rows());
        json.addProperty("bytes", impact.bytes());
        return json;
    }

    private static Impact impact(JsonObject json) {
        return new Impact(
                list(
                        json,
                        "locks",
                        lock -> new Impact.Lock(
                                name(lock.getAsJsonObject("relation")),
                                LockLevel.valueOf(lock.get("mode").getAsString()))),
                Impact.Duration.valueOf(json.get("held").getAsString()),
                json.get("rows").getAsLong(),
                json.get("bytes").getAsLong());
    }

    static JsonObject name(TableName table) {
        JsonObject json = new JsonObject();
        table.schema().ifPresent(schema -> json.addProperty("schema", schema.text()));
        json.addProperty("name", table.name().text());
        return json;
    }

    static TableName name(JsonObject json) {
        return new TableName(
                Optional.ofNullable(json.get("schema")).map(schema -> SqlName.of(schema.getAsString())),
                SqlName.of(json.get("name").getAsString()));
    }

    private static JsonObject object(String... keysAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.addProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return json;
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    private static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> reader) {
        List<T> values = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray(key)) {
            values.add(reader.apply(element.getAsJsonObject()));
        }
        return values;
    }

    private static List<Integer> ints(JsonArray array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.getAsInt()));
        return values;
    }
}
