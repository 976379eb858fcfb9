package dev.segue.revision;

import dev.segue.problem.NearestName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds revisions by what a person calls them: an id, the beginning of an id, or a label. */
final class RevisionNames {

    /** Words with a meaning of their own, which therefore can be neither ids nor labels. */
    static final Set<String> RESERVED = Set.of("head", "heads", "base", "current");

    static final int SHORTEST_PREFIX = 4;

    private final Map<String, Revision> byId = new HashMap<>();
    private final Map<String, Revision> byLabel = new HashMap<>();

    /** Of several revisions with the same name the first counts. */
    RevisionNames(Collection<Revision> revisions) {
        for (Revision revision : revisions) {
            byId.putIfAbsent(revision.id().value(), revision);
            for (String label : revision.labels()) {
                byLabel.putIfAbsent(label, revision);
            }
        }
    }

    Optional<Revision> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Revision> byLabel(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    /**
     * What the name can mean: the revision with exactly this id, else the one with this label, else all whose ids begin
     * with it, provided that it is long enough for that.
     */
    List<Revision> matching(String name) {
        return byId(name).or(() -> byLabel(name)).map(List::of).orElseGet(() -> beginningWith(name));
    }

    /** The id or label that was probably meant. */
    Optional<String> nearest(String name) {
        Set<String> known = new TreeSet<>(byId.keySet());
        known.addAll(byLabel.keySet());
        return NearestName.to(name, known);
    }

    private List<Revision> beginningWith(String prefix) {
        return prefix.length() < SHORTEST_PREFIX
                ? List.of()
                : byId.values().stream()
                        .filter(revision -> revision.id().value().startsWith(prefix))
                        .sorted(Comparator.comparing(Revision::id))
                        .toList();
    }
}
