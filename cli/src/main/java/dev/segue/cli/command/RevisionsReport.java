package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import java.util.List;

/**
 * Some revisions of a history, one on a line.
 *
 * @param name what the list is called in JSON
 * @param none what to say when there are none
 */
record RevisionsReport(RevisionGraph graph, List<Revision> revisions, String name, String none) implements Report {

    @Override
    public List<String> lines(Look look) {
        RevisionLine line = new RevisionLine(graph, look);
        return revisions.isEmpty()
                ? List.of(none)
                : revisions.stream().map(line::of).toList();
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.add(name, Json.revisions(revisions));
        return json;
    }
}
