package dev.segue.journal;

import dev.segue.revision.RevisionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal held at one moment.
 *
 * @param exists false on a database that was never changed by Segue
 * @param applied in the order in which they were applied
 * @param underWay steps of revisions that were begun and are not finished
 */
public record JournalSnapshot(boolean exists, List<AppliedRevision> applied, List<StepRecord> underWay) {

    public JournalSnapshot {
        applied = List.copyOf(applied);
        underWay = List.copyOf(underWay);
    }

    public static JournalSnapshot ofUntouchedDatabase() {
        return new JournalSnapshot(false, List.of(), List.of());
    }

    public Set<RevisionId> appliedIds() {
        Set<RevisionId> ids = new LinkedHashSet<>();
        applied.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    public Optional<AppliedRevision> find(RevisionId id) {
        return applied.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }
}
