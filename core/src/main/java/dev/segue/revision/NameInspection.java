package dev.segue.revision;

import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks for ids and labels that could be confused, with each other or with the words of the grammar. */
final class NameInspection {

    private final List<Revision> revisions;
    private final List<Problem> problems = new ArrayList<>();

    /** @param revisions of all kinds; what comes first is taken as the original of what comes later */
    NameInspection(List<Revision> revisions) {
        this.revisions = revisions;
    }

    List<Problem> problems() {
        Map<String, Revision> byId = inspectIds();
        inspectLabels(byId);
        return problems;
    }

    private Map<String, Revision> inspectIds() {
        Map<String, Revision> seen = new HashMap<>();
        Map<String, Revision> seenInAnyCase = new HashMap<>();
        for (Revision revision : revisions) {
            RevisionId id = revision.id();
            if (RevisionNames.RESERVED.contains(id.value())) {
                note(
                        RevisionProblem.RESERVED_ID,
                        place(revision) + " calls its revision \"" + id + "\", a word that means something else",
                        "give the revision another id");
            }
            Revision twin = seen.putIfAbsent(id.value(), revision);
            Revision lookalike = seenInAnyCase.putIfAbsent(id.value().toLowerCase(Locale.ROOT), revision);
            if (twin != null) {
                note(
                        RevisionProblem.DUPLICATE_ID,
                        "revision \"" + id + "\" exists twice, in " + place(twin) + " and in " + place(revision),
                        "delete one of the two, or give one a new id and correct the parents that name it");
            } else if (lookalike != null) {
                note(
                        RevisionProblem.IDS_DIFFER_ONLY_IN_CASE,
                        "revisions \"" + lookalike.id() + "\" (" + place(lookalike) + ") and \"" + id + "\" ("
                                + place(revision) + ") differ only in upper and lower case",
                        "give one of them another id: on many file systems the two are the same name");
            }
        }
        return seen;
    }

    private void inspectLabels(Map<String, Revision> byId) {
        Map<String, Revision> seen = new HashMap<>();
        for (Revision revision : revisions) {
            for (String label : sorted(revision.labels())) {
                inspectLabel(label, revision, byId);
                Revision other = seen.putIfAbsent(label, revision);
                if (other != null && !other.id().equals(revision.id())) {
                    note(
                            RevisionProblem.LABEL_USED_TWICE,
                            "label \"" + label + "\" is used twice, by revision \"" + other.id() + "\" in "
                                    + place(other) + " and by revision \"" + revision.id() + "\" in " + place(revision),
                            "take the label away from one of them");
                }
            }
        }
    }

    private void inspectLabel(String label, Revision revision, Map<String, Revision> byId) {
        String carried = "label \"" + label + "\" of revision \"" + revision.id() + "\" in " + place(revision);
        Revision namesake = byId.get(label);
        if (namesake != null) {
            note(
                    RevisionProblem.UNUSABLE_LABEL,
                    carried + " is also the id of a revision, in " + place(namesake),
                    "choose another label");
        }
        if (!RevisionId.isValid(label)) {
            note(
                    RevisionProblem.UNUSABLE_LABEL,
                    carried + " cannot be told from an expression such as label@head or label-1",
                    "choose a label of " + RevisionId.RULE);
        }
        if (RevisionNames.RESERVED.contains(label)) {
            note(
                    RevisionProblem.UNUSABLE_LABEL,
                    carried + " is a word that means something else",
                    "choose another label");
        }
    }

    /** Most revisions have no label, and a history has many revisions. */
    private static List<String> sorted(Set<String> labels) {
        return labels.isEmpty() ? List.of() : labels.stream().sorted().toList();
    }

    private void note(RevisionProblem code, String headline, String remedy) {
        problems.add(Problem.of(code, headline, remedy));
    }

    private static String place(Revision revision) {
        return revision.source().location();
    }
}
