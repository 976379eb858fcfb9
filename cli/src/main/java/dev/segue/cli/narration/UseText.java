package dev.segue.cli.narration;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.cli.Json;
import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.verification.StillUsed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who was seen to use what a contraction takes away, for people and for programs. */
public final class UseText {

    private UseText() {}

    public static List<String> lines(List<OldName> leaving, StillUsed uses) {
        List<String> lines = new ArrayList<>();
        if (uses.isEmpty()) {
            lines.add("nobody was seen to use " + names(leaving));
        } else {
            lines.add((uses.isInUse() ? "still in use: " : "not in use just now, but named before: ") + names(leaving));
            uses.lines().forEach(line -> lines.add("  " + line));
        }
        lines.addAll(uses.unseen());
        return lines;
    }

    public static String names(List<OldName> leaving) {
        return leaving.stream().map(OldName::text).collect(Collectors.joining(", "));
    }

    public static JsonObject json(List<OldName> leaving, StillUsed uses) {
        JsonObject json = new JsonObject();
        json.add("leaving", Json.array(leaving.stream().map(OldName::text).toList(), JsonPrimitive::new));
        json.addProperty("in_use", uses.isInUse());
        json.add("sessions", Json.array(uses.sessions(), UseText::json));
        json.add("statements", Json.array(uses.statements(), UseText::json));
        json.add("unseen", Json.array(uses.unseen(), JsonPrimitive::new));
        return json;
    }

    private static JsonObject json(Uses.BySession session) {
        JsonObject json = new JsonObject();
        json.addProperty("uses", session.name().text());
        json.addProperty("session", session.sessionId());
        json.addProperty("user", session.user().orElse(null));
        json.addProperty("application", session.application().orElse(null));
        json.addProperty("at_work", session.isAtWork());
        json.addProperty("last_statement_ms_ago", session.since().toMillis());
        json.addProperty("query", session.query());
        return json;
    }

    private static JsonObject json(StillUsed.Calls calls) {
        Uses.ByStatement statement = calls.statement();
        JsonObject json = new JsonObject();
        json.addProperty("uses", statement.name().text());
        json.addProperty("user", statement.user().orElse(null));
        json.addProperty("calls", statement.calls());
        json.addProperty("since", statement.since().orElse(null));
        json.addProperty("calls_while_looking", calls.meanwhile());
        json.addProperty("query", statement.query());
        return json;
    }
}
