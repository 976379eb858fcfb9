package dev.segue.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Table;
import dev.segue.dialect.TrashedObject;
import dev.segue.trash.Purged;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is in the trash, came out of it, or is gone for ever.
 *
 * @param verb what happened to these objects
 * @param kept what should be gone and is not
 * @param remarks what else is to be said, a sentence each
 */
record TrashReport(String verb, List<TrashedObject> objects, List<Purged.Kept> kept, List<String> remarks, ZoneId zone)
        implements Report {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        if (objects.isEmpty()) {
            lines.add(verb.equals("in the trash") ? "the trash is empty" : "nothing was " + verb);
        } else {
            lines.add(look.bold(verb) + "  " + objects.size());
            table().lines(look).forEach(line -> lines.add("  " + line));
        }
        kept.forEach(one -> lines.add(look.warning("note: ") + one.text()));
        remarks.forEach(remark -> lines.add(look.warning("note: ") + remark));
        return lines;
    }

    private Table table() {
        Table table = new Table("number", "what", "dropped", "by revision", "kept as");
        objects.forEach(object -> table.row(
                String.valueOf(object.id()),
                object.summary(),
                TIME.format(object.droppedAt().atZone(zone)),
                object.revision(),
                object.keptIn() + (object.kind() == TrashedObject.Kind.COLUMN ? "." + object.keptAs() : "")));
        return table;
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("outcome", verb);
        json.add("objects", Json.array(objects, TrashReport::json));
        json.add("kept", Json.array(kept, one -> {
            JsonObject used = json(one.object());
            used.add("used_by", Json.array(one.users(), JsonPrimitive::new));
            return used;
        }));
        JsonArray notes = new JsonArray();
        remarks.forEach(notes::add);
        json.add("notes", notes);
        return json;
    }

    private static JsonObject json(TrashedObject object) {
        JsonObject one = new JsonObject();
        one.addProperty("number", object.id());
        one.addProperty("kind", Json.word(object.kind()));
        one.addProperty("what", object.summary());
        one.addProperty("revision", object.revision());
        one.addProperty("dropped_at", object.droppedAt().toString());
        one.addProperty("kept_in", object.keptIn().toString());
        one.addProperty("kept_as", object.keptAs().toString());
        return one;
    }
}
