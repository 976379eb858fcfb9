package dev.segue.cli.demo;

import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import java.util.stream.Collectors;

/** How revisions are called in lines of the story. */
record RevisionTitles(History history) {

    private static final int SHORTEST_ID = 4;

    String of(RevisionId id) {
        return history.find(id).map(RevisionTitles::of).orElse(id.value());
    }

    static String of(Revision revision) {
        String labels = revision.labels().isEmpty()
                ? ""
                : revision.labels().stream().sorted().collect(Collectors.joining(", ", " (", ")"));
        return shortened(revision.id()) + "  " + revision.message() + labels;
    }

    static String shortened(RevisionId id) {
        return id.value().substring(0, SHORTEST_ID);
    }
}
