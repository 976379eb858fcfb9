package dev.segue.revision;

import static java.util.stream.Collectors.joining;

import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Looks at a heap of revisions, ties them together and notes everything that keeps them from being a graph. */
final class GraphInspection {

    private final List<Revision> revisions;
    private final RevisionNames names;
    private final List<Problem> problems = new ArrayList<>();
    private final Links parents;
    private final Links dependencies;

    private GraphInspection(Collection<Revision> revisions) {
        this.revisions = revisions.stream()
                .sorted(Comparator.comparing(Revision::id)
                        .thenComparing(revision -> revision.source().location()))
                .toList();
        this.names = new RevisionNames(this.revisions);
        inspectIds();
        inspectLabels();
        this.parents = Links.of(parents());
        this.dependencies = Links.of(dependencies());
        inspectCycles();
    }

    static GraphInspection of(Collection<Revision> revisions) {
        return new GraphInspection(revisions);
    }

    List<Problem> problems() {
        return problems;
    }

    RevisionNames names() {
        return names;
    }

    Links parentLinks() {
        return parents;
    }

    Links dependencyLinks() {
        return dependencies;
    }

    private void inspectIds() {
        Map<RevisionId, Revision> seen = new HashMap<>();
        Map<String, Revision> seenInAnyCase = new HashMap<>();
        for (Revision revision : revisions) {
            RevisionId id = revision.id();
            if (RevisionNames.RESERVED.contains(id.value())) {
                note(
                        RevisionProblem.RESERVED_ID,
                        place(revision) + " calls its revision \"" + id + "\", a word that means something else",
                        "give the revision another id");
            }
            Revision twin = seen.putIfAbsent(id, revision);
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
    }

    private void inspectLabels() {
        Map<String, Revision> seen = new TreeMap<>();
        for (Revision revision : revisions) {
            for (String label : revision.labels().stream().sorted().toList()) {
                inspectLabel(label, revision);
                Revision other = seen.putIfAbsent(label, revision);
                if (other != null) {
                    note(
                            RevisionProblem.LABEL_USED_TWICE,
                            "label \"" + label + "\" is used twice, by revision \"" + other.id() + "\" in "
                                    + place(other) + " and by revision \"" + revision.id() + "\" in " + place(revision),
                            "take the label away from one of them");
                }
            }
        }
    }

    private void inspectLabel(String label, Revision revision) {
        String carried = "label \"" + label + "\" of revision \"" + revision.id() + "\" in " + place(revision);
        names.byId(label)
                .ifPresent(namesake -> note(
                        RevisionProblem.UNUSABLE_LABEL,
                        carried + " is also the id of a revision, in " + place(namesake),
                        "choose another label"));
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

    private Map<RevisionId, List<RevisionId>> parents() {
        Map<RevisionId, List<RevisionId>> below = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            List<RevisionId> found = new ArrayList<>();
            for (RevisionId parent : revision.parents()) {
                if (names.byId(parent.value()).isEmpty()) {
                    noteMissing(RevisionProblem.MISSING_PARENT, "parent", parent.value(), revision);
                } else if (parent.equals(revision.id())) {
                    note(
                            RevisionProblem.STANDS_ON_ITSELF,
                            "revision \"" + parent + "\" in " + place(revision) + " is its own parent",
                            "name the revision before it as its parent, or none if it is the first");
                } else {
                    found.add(parent);
                }
            }
            below.putIfAbsent(revision.id(), found);
        }
        return below;
    }

    private Map<RevisionId, List<RevisionId>> dependencies() {
        Map<RevisionId, List<RevisionId>> below = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            List<RevisionId> found = new ArrayList<>();
            for (String dependency : revision.dependsOn()) {
                List<Revision> matching = names.matching(dependency);
                if (matching.size() != 1) {
                    noteUnclear(dependency, revision, matching);
                } else if (matching.get(0).id().equals(revision.id())) {
                    note(
                            RevisionProblem.STANDS_ON_ITSELF,
                            "revision \"" + revision.id() + "\" in " + place(revision) + " depends on itself"
                                    + (dependency.equals(revision.id().value()) ? "" : ", as \"" + dependency + "\""),
                            "take the dependency away");
                } else {
                    found.add(matching.get(0).id());
                }
            }
            below.putIfAbsent(revision.id(), found);
        }
        return below;
    }

    private void noteUnclear(String dependency, Revision revision, List<Revision> candidates) {
        if (candidates.isEmpty()) {
            noteMissing(RevisionProblem.MISSING_DEPENDENCY, "dependency", dependency, revision);
            return;
        }
        problems.add(Problem.of(
                        RevisionProblem.AMBIGUOUS_PREFIX,
                        "dependency \"" + dependency + "\" of revision \"" + revision.id() + "\" in " + place(revision)
                                + " is the beginning of " + candidates.size() + " ids",
                        "write more of the id")
                .saying(Revision.titles(candidates)));
    }

    private void noteMissing(RevisionProblem code, String role, String name, Revision revision) {
        note(
                code,
                role + " \"" + name + "\" of revision \"" + revision.id() + "\" in " + place(revision)
                        + " does not exist",
                names.nearest(name)
                        .filter(near -> !near.equals(revision.id().value()))
                        .map(near -> "did you mean \"" + near + "\"? Correct the " + role + ", or bring the file back")
                        .orElse("correct the " + role + ", or bring the file back that holds \"" + name + "\""));
    }

    /** A cycle of parents is told as such; only without one are dependencies looked at too. */
    private void inspectCycles() {
        List<RevisionId> cycle = TopologicalOrder.cycleIn(parents);
        if (!cycle.isEmpty()) {
            noteCycle(cycle, "are each other's ancestors", "correct a parent in one of them");
            return;
        }
        cycle = TopologicalOrder.cycleIn(parents.and(dependencies));
        if (!cycle.isEmpty()) {
            noteCycle(cycle, "wait for each other", "take a dependency away from one of them");
        }
    }

    private void noteCycle(List<RevisionId> cycle, String how, String remedy) {
        problems.add(Problem.of(
                        RevisionProblem.CYCLE,
                        "revisions "
                                + cycle.stream().map(id -> "\"" + id + "\"").collect(joining(", ")) + " " + how,
                        remedy)
                .saying(linksOf(cycle)));
    }

    private List<String> linksOf(List<RevisionId> cycle) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            RevisionId upper = cycle.get(i);
            RevisionId lower = cycle.get((i + 1) % cycle.size());
            String how = parents.below(upper).contains(lower) ? " follows " : " depends on ";
            lines.add(upper + how + lower + " ("
                    + names.byId(upper.value()).map(GraphInspection::place).orElse("") + ")");
        }
        return lines;
    }

    private void note(RevisionProblem code, String headline, String remedy) {
        problems.add(Problem.of(code, headline, remedy));
    }

    private static String place(Revision revision) {
        return revision.source().location();
    }
}
