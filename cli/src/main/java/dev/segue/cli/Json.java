package dev.segue.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.segue.problem.PlainText;
import dev.segue.problem.Problem;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/** Values of the library as JSON, alike in every command. */
public final class Json {

    private Json() {}

    /** The document on one line. Characters that could command a terminal are escaped, as JSON allows for any. */
    public static String line(JsonObject document) {
        return PlainText.of(document.toString());
    }

    public static JsonObject of(Revision revision) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", revision.id().value());
        json.addProperty("message", revision.message());
        json.addProperty("kind", word(revision.kind()));
        json.add("parents", ids(revision.parents()));
        json.add("labels", array(revision.labels().stream().sorted().toList(), JsonPrimitive::new));
        json.add("depends_on", array(revision.dependsOn(), JsonPrimitive::new));
        json.addProperty("location", revision.source().location());
        return json;
    }

    public static JsonObject of(Problem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("code", problem.code().code());
        json.addProperty("kind", word(problem.code().kind()));
        json.addProperty("headline", problem.headline());
        json.addProperty("remedy", problem.remedy());
        problem.excerpt().ifPresent(place -> {
            json.addProperty("file", place.file());
            json.addProperty("line", place.line());
            json.addProperty("column", place.column());
        });
        json.add("details", array(problem.details(), JsonPrimitive::new));
        return json;
    }

    public static JsonArray revisions(Collection<Revision> revisions) {
        return array(revisions, Json::of);
    }

    public static JsonArray ids(Collection<RevisionId> ids) {
        return array(ids, id -> new JsonPrimitive(id.value()));
    }

    public static <T> JsonArray array(Collection<T> values, Function<T, JsonElement> element) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(element.apply(value)));
        return array;
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
