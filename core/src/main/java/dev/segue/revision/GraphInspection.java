package dev.segue.revision;

import static java.util.stream.Collectors.joining;

import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at a heap of revisions of all kinds, ties them together and notes everything that keeps them from being a graph.
 * Every start of a program waits for it, and loops are ready to run sooner than streams are.
 */
final class GraphInspection {

    /** So many problems are told in full; a history in worse shape has one cause, and it is among them. */
    private static final int ENOUGH = 20;

    private final List<Revision> revisions = new ArrayList<>();
    private final Map<RevisionId, Revision> repeatables = new HashMap<>();
    private final RevisionNames names;
    private final List<Problem> problems = new ArrayList<>();
    private final Links parents;
    private final Links dependencies;
    private final Links requirements;
    private final List<RevisionId> order;

    private GraphInspection(Collection<Revision> all) {
        List<Revision> sorted = new ArrayList<>(all);
        sorted.sort(GraphInspection::byIdAndPlace);
        for (Revision revision : sorted) {
            if (revision.isRepeatable()) {
                repeatables.put(revision.id(), revision);
            } else {
                revisions.add(revision);
            }
        }
        this.names = new RevisionNames(revisions);
        problems.addAll(new NameInspection(sorted).problems());
        inspectRepeatables();
        this.parents = Links.of(parents());
        this.dependencies = Links.of(dependencies());
        this.requirements = parents.and(dependencies);
        this.order = TopologicalOrder.of(requirements);
        if (order.size() < requirements.ids().size()) {
            noteCycle();
        }
    }

    static GraphInspection of(Collection<Revision> revisions) {
        return new GraphInspection(revisions);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** @throws dev.segue.problem.SegueException for the first problem, with the headlines of the others */
    void requireSound() {
        if (problems.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(problems.get(0).details());
        problems.stream()
                .skip(1)
                .limit(ENOUGH)
                .map(other -> "also " + other.code().code() + ": " + other.headline())
                .forEach(lines::add);
        if (problems.size() > ENOUGH + 1) {
            lines.add("and " + (problems.size() - ENOUGH - 1) + " more");
        }
        throw problems.get(0).saying(lines).toException();
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

    /** Parents first, then dependencies. */
    Links requirementLinks() {
        return requirements;
    }

    List<RevisionId> order() {
        return order;
    }

    private void inspectRepeatables() {
        for (Revision revision : new TreeMap<>(repeatables).values()) {
            if (!revision.parents().isEmpty()
                    || !revision.dependsOn().isEmpty()
                    || !revision.labels().isEmpty()) {
                note(
                        RevisionProblem.REPEATABLE_IN_ORDER,
                        "revision \"" + revision.id() + "\" in " + place(revision)
                                + " is repeatable, and has a parent, a dependency or a label",
                        "take these away: repeatable revisions are run after all others, in the order of their messages");
            }
        }
    }

    private Map<RevisionId, List<RevisionId>> parents() {
        Map<RevisionId, List<RevisionId>> below = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            Set<RevisionId> found = new LinkedHashSet<>();
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
            below.putIfAbsent(revision.id(), List.copyOf(found));
        }
        return below;
    }

    /** Of the few revisions that have any. */
    private Map<RevisionId, List<RevisionId>> dependencies() {
        Map<RevisionId, List<RevisionId>> below = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            if (revision.dependsOn().isEmpty()) {
                continue;
            }
            Set<RevisionId> found = new LinkedHashSet<>();
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
            below.putIfAbsent(revision.id(), List.copyOf(found));
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
        String named = role + " \"" + name + "\" of revision \"" + revision.id() + "\" in " + place(revision);
        if (RevisionId.isValid(name) && repeatables.containsKey(new RevisionId(name))) {
            note(
                    RevisionProblem.REPEATABLE_IN_ORDER,
                    named + " is repeatable, and has no place in the order",
                    "name another revision: repeatable ones are run after all others");
        } else {
            note(code, named + " does not exist", remedyForMissing(role, name, revision));
        }
    }

    private String remedyForMissing(String role, String name, Revision revision) {
        Optional<String> nearest = problems.size() > ENOUGH ? Optional.empty() : names.nearest(name);
        return nearest.filter(near -> !near.equals(revision.id().value()))
                .map(near -> "did you mean \"" + near + "\"? Correct the " + role + ", or bring the file back")
                .orElse("correct the " + role + ", or bring the file back that holds \"" + name + "\"");
    }

    /** A cycle of parents is told as such; only without one are dependencies looked at too. */
    private void noteCycle() {
        List<RevisionId> cycle = TopologicalOrder.cycleIn(parents);
        if (cycle.isEmpty()) {
            noteCycle(
                    TopologicalOrder.cycleIn(requirements),
                    "wait for each other",
                    "take a dependency away from one of them");
        } else {
            noteCycle(cycle, "are each other's ancestors", "correct a parent in one of them");
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

    private static int byIdAndPlace(Revision first, Revision second) {
        int byId = first.id().compareTo(second.id());
        return byId != 0 ? byId : place(first).compareTo(place(second));
    }

    private static String place(Revision revision) {
        return revision.source().location();
    }
}
