package dev.segue.cli.command;

import dev.segue.cli.terminal.Look;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import dev.segue.revision.RevisionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A revision on one line: {@code 8f2c41aa03b1 (head, shop) call users by their display name}. */
final class RevisionLine {

    private final RevisionGraph graph;
    private final Look look;

    RevisionLine(RevisionGraph graph, Look look) {
        this.graph = graph;
        this.look = look;
    }

    String of(Revision revision) {
        List<String> tags = tags(revision);
        String text = look.name(revision.id().value());
        if (!tags.isEmpty()) {
            text += " " + look.warning("(" + String.join(", ", tags) + ")");
        }
        return revision.message().isBlank() ? text : text + " " + revision.message();
    }

    private List<String> tags(Revision revision) {
        List<String> tags = new ArrayList<>();
        if (graph.contains(revision.id())) {
            int children = graph.childrenOf(revision.id()).size();
            if (children == 0) {
                tags.add("head");
            } else if (children > 1) {
                tags.add("branch point");
            }
        }
        if (revision.isMerge()) {
            tags.add("merge");
        }
        if (revision.kind() == RevisionKind.DATA) {
            tags.add("data");
        }
        revision.labels().stream().sorted(Comparator.naturalOrder()).forEach(tags::add);
        revision.dependsOn().forEach(dependency -> tags.add("depends on " + dependency));
        return tags;
    }
}
