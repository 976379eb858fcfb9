package dev.segue.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A change of what the database says is applied, without running anything.
 *
 * @param added oldest first
 * @param removed newest first, then those that the history does not know
 */
public record Stamp(List<Revision> added, List<RevisionId> removed) {

    public Stamp {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    static Stamp between(AppliedRevisions before, Collection<RevisionId> after) {
        Set<RevisionId> added = new HashSet<>(after);
        added.removeAll(before.ids());
        Set<RevisionId> gone = new HashSet<>(before.ids());
        gone.removeAll(Set.copyOf(after));
        List<RevisionId> removed = new ArrayList<>(Revision.ids(before.graph().inOrder(gone)));
        Collections.reverse(removed);
        removed.addAll(before.graph().unknownIn(gone));
        return new Stamp(before.graph().inOrder(added), removed);
    }
}
