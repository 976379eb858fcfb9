package dev.segue.journal;

import dev.segue.problem.Problem;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds applied revisions whose files say something else now. */
public final class EditedRevisions {

    private EditedRevisions() {}

    /** The edited ones, in the order given. A file is only taken apart when its bytes are not those of the day. */
    public static List<Revision> in(JournalSnapshot snapshot, Collection<Revision> revisions) {
        Map<RevisionId, AppliedRevision> applied = appliedIn(snapshot);
        List<Revision> edited = new ArrayList<>();
        for (Revision revision : revisions) {
            AppliedRevision known = applied.get(revision.id());
            if (known != null && revision.kind() != RevisionKind.REPEATABLE && isEdited(revision, known)) {
                edited.add(revision);
            }
        }
        return List.copyOf(edited);
    }

    /** @throws dev.segue.problem.SegueException when there are any, naming each */
    public static void refuse(JournalSnapshot snapshot, Collection<Revision> revisions) {
        List<Revision> edited = in(snapshot, revisions);
        if (edited.isEmpty()) {
            return;
        }
        Map<RevisionId, AppliedRevision> applied = appliedIn(snapshot);
        Revision first = edited.get(0);
        Problem problem = Problem.of(
                JournalProblem.EDITED,
                "revision " + first.id() + " was edited after it was applied: " + editedFiles(first, applied),
                "put the file back as it was and write a new revision for the change; or, if both mean the same, run"
                        + " `segue stamp --accept " + first.id() + "`" + takingItBack(first, snapshot, revisions));
        throw problem.saying(edited.stream()
                        .skip(1)
                        .map(revision ->
                                "also edited: revision " + revision.id() + ", " + editedFiles(revision, applied))
                        .toList())
                .toException();
    }

    /**
     * A template that was applied before it was filled in is the usual case. Where anything stands on the revision, or
     * beside a first one, stamping would forget that, too.
     */
    private static String takingItBack(Revision edited, JournalSnapshot snapshot, Collection<Revision> revisions) {
        Set<RevisionId> others = new HashSet<>(snapshot.appliedIds());
        others.remove(edited.id());
        boolean isStoodOn = revisions.stream()
                .anyMatch(revision ->
                        others.contains(revision.id()) && revision.parents().contains(edited.id()));
        if (isStoodOn || (edited.parents().isEmpty() && !others.isEmpty())) {
            return "";
        }
        String below = edited.parents().isEmpty()
                ? "base"
                : edited.parents().stream().map(RevisionId::value).collect(Collectors.joining(" "));
        return "; or, if it did nothing yet when it was applied, run `segue stamp " + below + "` and upgrade again";
    }

    private static Map<RevisionId, AppliedRevision> appliedIn(JournalSnapshot snapshot) {
        Map<RevisionId, AppliedRevision> applied = new HashMap<>();
        for (AppliedRevision revision : snapshot.applied()) {
            applied.put(revision.id(), revision);
        }
        return applied;
    }

    private static String editedFiles(Revision edited, Map<RevisionId, AppliedRevision> applied) {
        return Optional.ofNullable(applied.get(edited.id()))
                .map(known -> edited.source().editedSince(known.fingerprint()))
                .orElse(edited.source().location());
    }

    private static boolean isEdited(Revision revision, AppliedRevision applied) {
        return !revision.source().fingerprint().equals(applied.fingerprint())
                && !revision.source().checksum().equals(applied.checksum());
    }
}
