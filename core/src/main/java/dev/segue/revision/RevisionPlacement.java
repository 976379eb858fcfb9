package dev.segue.revision;

import dev.segue.problem.Problem;
import dev.segue.revision.RevisionExpression.Point;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a new revision goes and what it may be called. */
public final class RevisionPlacement {

    private final RevisionGraph graph;
    private final RevisionResolver resolver;

    public RevisionPlacement(AppliedRevisions applied) {
        this.graph = applied.graph();
        this.resolver = new RevisionResolver(applied);
    }

    /** Parents of a revision that simply comes next: the only head, or none in an empty history. */
    public List<RevisionId> onHead() {
        List<Revision> heads = graph.heads();
        if (heads.size() > 1) {
            throw Problem.of(
                            RevisionProblem.SEVERAL_REVISIONS,
                            "there are " + heads.size() + " heads, and a new revision follows one of them",
                            "add `--head " + heads.get(0).id()
                                    + "`, or another of them, or join them with `segue merge`")
                    .saying(Revision.titles(heads))
                    .toException();
        }
        return Revision.ids(heads);
    }

    /** Parents of a revision that follows this one, which must be a head; none for {@code base}. */
    public List<RevisionId> on(String head) {
        List<RevisionId> parents = spliced(head);
        parents.forEach(this::requireHead);
        return parents;
    }

    /** Parents of a revision that follows this one and may begin a branch there; none for {@code base}. */
    public List<RevisionId> spliced(String parent) {
        Point point = resolver.pointOf(parent);
        List<Revision> found = resolver.resolve(point);
        return found.isEmpty()
                ? List.of()
                : List.of(resolver.theOnlyOne(found, point).id());
    }

    /** Parents of a revision that joins these heads, in the order of the history. */
    public List<RevisionId> merging(Collection<String> heads) {
        List<RevisionId> parents = Revision.ids(resolver.several(heads));
        if (parents.size() < 2) {
            throw RevisionProblem.NOTHING_TO_MERGE.with(
                    parents.isEmpty()
                            ? "there is nothing to merge"
                            : "there is nothing to merge: only \"" + parents.get(0) + "\" is meant",
                    "name two or more heads; `segue heads` lists them");
        }
        parents.forEach(this::requireHead);
        return parents;
    }

    /** What a new revision may write to depend on these: whole ids, and labels as they are. */
    public List<String> dependingOn(Collection<String> names) {
        Set<String> dependencies = new LinkedHashSet<>();
        for (String name : names) {
            dependencies.add(
                    graph.names().byLabel(name).isPresent()
                            ? name
                            : resolver.one(name).id().value());
        }
        return List.copyOf(dependencies);
    }

    /** The id under which a user wants to see the new revision, if it is free. */
    public RevisionId called(String id) {
        requireUsable(id, "id");
        RevisionId wanted = new RevisionId(id);
        graph.revisions().stream()
                .filter(revision -> lowered(revision.id().value()).equals(lowered(id)))
                .findFirst()
                .ifPresent(taken -> {
                    throw RevisionProblem.UNUSABLE_NAME.with(
                            "the id \"" + id + "\" is taken by revision \"" + taken.id() + "\" in "
                                    + taken.source().location(),
                            "choose another id, or leave it to Segue");
                });
        return wanted;
    }

    /** The labels that a user wants for the new revision, if they are free. */
    public Set<String> labelled(Collection<String> labels) {
        labels.forEach(label -> requireUsable(label, "label"));
        return labels.stream().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void requireHead(RevisionId id) {
        List<Revision> children = graph.childrenOf(id);
        if (!children.isEmpty()) {
            throw RevisionProblem.NOT_A_HEAD.with(
                    "revision \"" + id + "\" is not a head: \""
                            + children.get(0).id() + "\" follows it",
                    "add `--splice` to begin a branch there, or name one of `segue heads`");
        }
    }

    private void requireUsable(String name, String role) {
        if (!RevisionId.isValid(name)) {
            throw RevisionProblem.UNUSABLE_NAME.with(
                    "\"" + name + "\" cannot be the " + role + " of a revision", "write " + RevisionId.RULE);
        }
        if (RevisionNames.RESERVED.contains(name)) {
            throw RevisionProblem.UNUSABLE_NAME.with(
                    "\"" + name + "\" cannot be the " + role + " of a revision: the word means something else",
                    "choose another " + role);
        }
        graph.names().byId(name).or(() -> graph.names().byLabel(name)).ifPresent(taken -> {
            throw RevisionProblem.UNUSABLE_NAME.with(
                    "the " + role + " \"" + name + "\" is taken by revision \"" + taken.id() + "\" in "
                            + taken.source().location(),
                    "choose another " + role);
        });
    }

    private static String lowered(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
