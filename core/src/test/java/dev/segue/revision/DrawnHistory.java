package dev.segue.revision;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Histories as tests draw them, one revision in each line: {@code d <- c1 c2 needs x #label} is revision d, which follows
 * c1 and c2, depends on x and carries a label.
 */
final class DrawnHistory {

    private DrawnHistory() {}

    static List<Revision> revisions(String... lines) {
        return Arrays.stream(lines).map(DrawnHistory::revision).toList();
    }

    static RevisionGraph graph(String... lines) {
        return RevisionGraph.of(revisions(lines));
    }

    static Revision revision(String line) {
        RevisionId id = new RevisionId(line.split(" ")[0]);
        return new Revision(
                id,
                words(line, "<-").stream().map(RevisionId::new).toList(),
                words(line, "needs"),
                words(line, "#").stream().collect(toCollection(TreeSet::new)),
                "",
                RevisionKind.SCHEMA,
                new InMemorySource(id + ".sql"));
    }

    /** {@code ids("a b")}: the ids in a text. */
    static Set<RevisionId> ids(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .map(RevisionId::new)
                .collect(toCollection(LinkedHashSet::new));
    }

    /** The ids of revisions as a text, the opposite of {@link #ids}. */
    static String names(Collection<Revision> revisions) {
        return revisions.stream().map(revision -> revision.id().value()).collect(joining(" "));
    }

    static String sorted(Collection<RevisionId> ids) {
        return ids.stream().sorted().map(RevisionId::value).collect(joining(" "));
    }

    private static List<String> words(String line, String keyword) {
        int from = line.indexOf(keyword);
        if (from < 0) {
            return List.of();
        }
        String rest = line.substring(from + keyword.length());
        return Arrays.stream(rest.split("<-|needs|#")[0].strip().split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Nothing but a place: the graph never looks at the content. */
    record InMemorySource(String location) implements RevisionSource {

        @Override
        public String editedSince(String earlierFingerprint) {
            throw new UnsupportedOperationException("the graph asks for no edits");
        }

        @Override
        public String fingerprint() {
            throw new UnsupportedOperationException("the graph asks for no fingerprint");
        }

        @Override
        public String checksum() {
            throw new UnsupportedOperationException("the graph asks for no checksum");
        }

        @Override
        public RevisionContent content() {
            throw new UnsupportedOperationException("the graph asks for no content");
        }
    }
}
