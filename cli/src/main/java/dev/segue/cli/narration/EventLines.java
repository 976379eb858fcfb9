package dev.segue.cli.narration;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.cli.Json;
import dev.segue.dialect.Blocker;
import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.step.Step;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Each event as a JSON document on a line of its own. Safe for use by several threads. */
public final class EventLines implements ExecutionListener {

    private final PrintStream stream;

    public EventLines(PrintStream stream) {
        this.stream = stream;
    }

    /** The outcome of a run in one document. */
    public static JsonObject of(RunReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("direction", Json.word(report.direction()));
        json.add("revisions", Json.ids(report.revisions()));
        json.addProperty("duration_ms", report.duration().toMillis());
        json.addProperty("attempts_given_up", report.attemptsGivenUp());
        return json;
    }

    @Override
    public synchronized void on(ExecutionEvent event) {
        stream.println(Json.line(event.accept(new Writer())));
        stream.flush();
    }

    private static JsonObject named(String name) {
        JsonObject json = new JsonObject();
        json.addProperty("event", name);
        return json;
    }

    private static JsonObject named(String name, PlannedRevision revision) {
        JsonObject json = named(name);
        json.addProperty("revision", revision.revision().id().value());
        return json;
    }

    private static JsonObject named(String name, PlannedRevision revision, Step step) {
        JsonObject json = named(name, revision);
        json.addProperty("step", step.ordinal());
        json.addProperty("summary", step.summary());
        return json;
    }

    private static JsonObject waits(String name, List<Blocker> blockers) {
        JsonObject json = named(name);
        json.add("blockers", Json.array(blockers, EventLines::of));
        return json;
    }

    private static JsonObject of(Blocker blocker) {
        JsonObject json = new JsonObject();
        json.addProperty("session", blocker.sessionId());
        json.add("user", orNull(blocker.user()));
        json.add("application", orNull(blocker.application()));
        json.addProperty("state", blocker.state());
        json.addProperty("transaction_age_ms", blocker.transactionAge().toMillis());
        json.add("query", orNull(blocker.query()));
        return json;
    }

    private static JsonElement orNull(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    private static final class Writer implements ExecutionEvent.Visitor<JsonObject> {

        @Override
        public JsonObject visit(ExecutionEvent.RunStarted event) {
            Plan plan = event.plan();
            JsonObject json = named("run_started");
            json.addProperty("direction", Json.word(plan.direction()));
            json.add("revisions", Json.array(plan.revisions(), planned -> Json.of(planned.revision())));
            json.addProperty("steps", plan.stepCount());
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.WaitingForMigrationLock event) {
            JsonObject json = named("waiting_for_migration_lock");
            json.add("holder", orNull(event.holder()));
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.MigrationLockObtained event) {
            return named("migration_lock_obtained");
        }

        @Override
        public JsonObject visit(ExecutionEvent.UsesLookedAt event) {
            JsonObject json = named("uses_looked_at");
            UseText.json(event.leaving(), event.uses())
                    .entrySet()
                    .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.RevisionStarted event) {
            JsonObject json = named("revision_started", event.revision());
            json.addProperty("number", event.number());
            json.addProperty("of", event.of());
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.StepIntended event) {
            return named("step_intended", event.revision(), event.step());
        }

        @Override
        public JsonObject visit(ExecutionEvent.StepStarted event) {
            return named("step_started", event.revision(), event.step());
        }

        @Override
        public JsonObject visit(ExecutionEvent.StepRun event) {
            JsonObject json = timed(named("step_run", event.revision(), event.step()), event.duration());
            json.addProperty("rows_changed", event.rowsChanged());
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.StepJournalled event) {
            return named("step_journalled", event.revision(), event.step());
        }

        @Override
        public JsonObject visit(ExecutionEvent.StepRecovered event) {
            JsonObject json = named("step_recovered", event.revision(), event.step());
            json.addProperty("finding", Json.word(event.finding()));
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.RevisionJournalling event) {
            return named("revision_journalling", event.revision());
        }

        @Override
        public JsonObject visit(ExecutionEvent.RevisionFinished event) {
            JsonObject json = timed(named("revision_finished", event.revision()), event.duration());
            if (event.revision().staysHalfWay()) {
                json.addProperty("stays_half_way", true);
            }
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.HoldingBack event) {
            return waits("holding_back", event.blockers());
        }

        @Override
        public JsonObject visit(ExecutionEvent.Waiting event) {
            return waits("waiting", event.blockers());
        }

        @Override
        public JsonObject visit(ExecutionEvent.Progressed event) {
            StatementProgress progress = event.progress();
            JsonObject json = waits("progressed", progress.waitsFor());
            json.addProperty("phase", progress.phase());
            json.addProperty("done", progress.done());
            json.addProperty("total", progress.total());
            json.addProperty("unit", progress.unit());
            if (progress.rate() > 0) {
                json.addProperty("rate", progress.rate());
            }
            progress.remaining().ifPresent(time -> json.addProperty("eta_seconds", time.toSeconds()));
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.AttemptFailed event) {
            Problem problem = event.problem();
            JsonObject json = named("attempt_failed");
            json.addProperty("attempt", event.attempt());
            json.add("problem", Json.of(problem));
            json.addProperty("pause_ms", event.pause().toMillis());
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.Warned event) {
            JsonObject json = named("warned");
            json.add("problem", Json.of(event.problem()));
            return json;
        }

        @Override
        public JsonObject visit(ExecutionEvent.RunFinished event) {
            JsonObject json = named("run_finished");
            of(event.report()).entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
            return json;
        }

        private static JsonObject timed(JsonObject json, Duration duration) {
            json.addProperty("duration_ms", duration.toMillis());
            return json;
        }
    }
}
