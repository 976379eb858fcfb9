package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Status;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Elapsed;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Table;
import dev.segue.journal.AppliedRevision;
import dev.segue.journal.KeptPlanRecord;
import dev.segue.journal.LogEntry;
import dev.segue.journal.StepRecord;
import dev.segue.revision.AppliedRevisions.Hole;
import dev.segue.revision.Revision;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a database stands.
 *
 * @param zone in which times are shown to a person
 * @param showsAll whether to list every applied revision, and not only the newest
 */
record StatusReport(Status status, String database, ZoneId zone, boolean showsAll) implements Report {

    private static final int NEWEST = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        lines.add(look.bold("database") + "  " + database);
        applied(lines, look);
        list(
                lines,
                look.warning("pending"),
                status.pending().stream().map(Revision::title).toList());
        list(
                lines,
                look.warning("to be run again"),
                status.due().stream().map(Revision::title).toList());
        list(
                lines,
                look.bad("half-way"),
                status.underWay().stream().map(this::text).toList());
        list(
                lines,
                look.warning("waiting to be contracted"),
                status.held().stream().map(this::text).toList());
        list(
                lines,
                look.bad("failed"),
                status.failures().stream().map(this::text).toList());
        list(
                lines,
                look.bad("edited after they were applied"),
                status.edited().stream().map(Revision::title).toList());
        list(
                lines,
                look.warning("applied, but in none of the files"),
                status.unknown().stream().map(this::text).toList());
        list(
                lines,
                look.warning("applied without what they stand on"),
                status.holes().stream().map(StatusReport::text).toList());
        if (status.isUpToDate()) {
            lines.add("");
            lines.add(look.good("up to date"));
        }
        return lines;
    }

    private void applied(List<String> lines, Look look) {
        List<AppliedRevision> applied = status.applied();
        lines.add("");
        lines.add(look.bold("applied") + "  " + applied.size());
        if (applied.isEmpty()) {
            return;
        }
        int from = showsAll ? 0 : Math.max(0, applied.size() - NEWEST);
        Table table = new Table("revision", "message", "when", "took", "by", "from");
        if (from > 0) {
            lines.add(look.dim("  the newest " + NEWEST + "; all with --verbose"));
        }
        applied.subList(from, applied.size())
                .forEach(revision -> table.row(
                        look.name(revision.id().value()),
                        revision.message(),
                        time(revision.appliedAt()),
                        Elapsed.text(revision.duration()),
                        revision.appliedBy(),
                        revision.appliedFrom()));
        table.lines(look).forEach(line -> lines.add("  " + line));
    }

    private static void list(List<String> lines, String heading, List<String> elements) {
        if (!elements.isEmpty()) {
            lines.add("");
            lines.add(heading + "  " + elements.size());
            elements.forEach(element -> lines.add("  " + element));
        }
    }

    private String text(StepRecord step) {
        return step.revision() + ", " + Json.word(step.direction()) + ", step " + step.ordinal() + " (" + step.summary()
                + ") " + Json.word(step.state()) + " since " + time(step.since());
    }

    private String text(KeptPlanRecord held) {
        return held.revision() + ", " + Json.word(held.direction()) + " begun " + time(held.since());
    }

    private static JsonObject json(KeptPlanRecord held) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", held.revision().value());
        json.addProperty("direction", Json.word(held.direction()));
        json.addProperty("since", held.since().toString());
        return json;
    }

    private String text(LogEntry failure) {
        return failure.revision() + " at " + time(failure.at()) + " from " + failure.doneFrom() + ": "
                + failure.remark();
    }

    private String text(AppliedRevision revision) {
        return revision.id() + " \"" + revision.message() + "\", since " + time(revision.appliedAt());
    }

    private static String text(Hole hole) {
        return hole.above().title() + " stands on "
                + String.join(
                        ", ", hole.notApplied().stream().map(Revision::title).toList());
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("database", database);
        json.addProperty("up_to_date", status.isUpToDate());
        json.add("applied", Json.array(status.applied(), StatusReport::json));
        json.add("pending", Json.revisions(status.pending()));
        json.add("due", Json.revisions(status.due()));
        json.add("under_way", Json.array(status.underWay(), StatusReport::json));
        json.add("held", Json.array(status.held(), StatusReport::json));
        json.add("failures", Json.array(status.failures(), StatusReport::json));
        json.add("edited", Json.revisions(status.edited()));
        json.add("unknown", Json.array(status.unknown(), StatusReport::json));
        json.add("holes", Json.array(status.holes(), hole -> {
            JsonObject element = new JsonObject();
            element.addProperty("revision", hole.above().id().value());
            element.add(
                    "not_applied",
                    Json.ids(hole.notApplied().stream().map(Revision::id).toList()));
            return element;
        }));
        return json;
    }

    private static JsonObject json(AppliedRevision revision) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", revision.id().value());
        json.addProperty("message", revision.message());
        json.addProperty("kind", Json.word(revision.kind()));
        json.addProperty("applied_at", revision.appliedAt().toString());
        json.addProperty("applied_by", revision.appliedBy());
        json.addProperty("applied_from", revision.appliedFrom());
        json.addProperty("duration_ms", revision.duration().toMillis());
        return json;
    }

    private static JsonObject json(StepRecord step) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", step.revision().value());
        json.addProperty("direction", Json.word(step.direction()));
        json.addProperty("step", step.ordinal());
        json.addProperty("state", Json.word(step.state()));
        json.addProperty("summary", step.summary());
        json.addProperty("since", step.since().toString());
        return json;
    }

    private static JsonObject json(LogEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", entry.revision());
        json.addProperty("at", entry.at().toString());
        json.addProperty("from", entry.doneFrom());
        json.addProperty("remark", entry.remark());
        return json;
    }
}
