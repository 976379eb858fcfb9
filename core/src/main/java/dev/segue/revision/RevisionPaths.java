package dev.segue.revision;

import static java.util.stream.Collectors.joining;

import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways that commands take through the history, for targets in the words of a user. */
public final class RevisionPaths {

    private final AppliedRevisions applied;
    private final RevisionGraph graph;
    private final RevisionResolver resolver;

    public RevisionPaths(AppliedRevisions applied) {
        this(applied, new RevisionResolver(applied));
    }

    private RevisionPaths(AppliedRevisions applied, RevisionResolver resolver) {
        this.applied = applied;
        this.graph = applied.graph();
        this.resolver = resolver;
    }

    /** What is to be applied to reach the target, oldest first; nothing when it is reached already. */
    public List<Revision> upgrade(String target) {
        return upgrade(resolver.pointOf(target));
    }

    /**
     * What is to be undone to go back to the target, newest first: all that was applied on top of it, in the line that
     * the target names or else in every line, with whatever depends on that. {@code -N} undoes the N newest revisions.
     *
     * @throws SegueException also when the database holds revisions that the history does not know, because they may stand
     *     on what would be undone
     */
    public List<Revision> downgrade(String target) {
        requireToKnowAll(target);
        return downgrade(resolver.pointOf(target));
    }

    /**
     * What a script applies that leads from one place to another, {@code a:b}, or from nothing to a target. What the
     * database holds has no influence, unless the text says {@code current}.
     */
    public List<Revision> upgradeScript(String text) {
        RevisionExpression expression = RevisionExpression.parse(text);
        if (expression instanceof Range range) {
            AppliedRevisions before =
                    stateAt(range.from().map(resolver::resolve).orElse(List.of()));
            return range.to()
                    .map(to -> from(before, to).upgrade(to))
                    .orElseGet(() -> before.upgradePath(graph.heads()));
        }
        Point target = resolver.pointOf(text);
        return from(stateAt(List.of()), target).upgrade(target);
    }

    /** What a script undoes that leads from one place back to another, {@code b:a}. */
    public List<Revision> downgradeScript(String text) {
        if (RevisionExpression.parse(text) instanceof Range range) {
            AppliedRevisions before =
                    stateAt(range.from().map(resolver::resolve).orElseGet(graph::heads));
            return range.to()
                    .map(to -> from(before, to).downgrade(to))
                    .orElseGet(() -> before.downgradePath(graph.roots()));
        }
        throw RevisionProblem.WRONG_SHAPE.with(
                "a script that goes back to \"" + text + "\" must know where it begins",
                "write a range from the newer to the older revision, such as \"head:" + text + "\"");
    }

    /**
     * Says that the database is at these places. Each moves its own lines: what stands on it goes, and what it stands on
     * comes. Other lines stay, and so do revisions that the history does not know.
     */
    public Stamp stamp(Collection<String> targets) {
        Set<RevisionId> leaving = new HashSet<>();
        Set<RevisionId> arriving = new HashSet<>();
        for (String target : targets) {
            Point point = resolver.pointOf(target);
            if (point.countsBackFromTheDatabase()) {
                leaving.addAll(graph.withDependents(List.of(lastUndoneBy(point).id())));
            } else {
                List<Revision> places = resolver.resolve(point);
                leaving.addAll(graph.withDependents(Revision.ids(above(places, resolver.line(point)))));
                arriving.addAll(graph.withRequirements(Revision.ids(places)));
            }
        }
        Set<RevisionId> after = new HashSet<>(applied.ids());
        after.removeAll(leaving);
        after.addAll(arriving);
        return Stamp.between(applied, after);
    }

    /** Says that the database is at these places and nowhere else, and forgets everything that it said before. */
    public Stamp stampAfresh(Collection<String> targets) {
        Set<RevisionId> after = new HashSet<>();
        targets.forEach(target ->
                after.addAll(graph.withRequirements(Revision.ids(resolver.resolve(resolver.pointOf(target))))));
        return Stamp.between(applied, after);
    }

    private List<Revision> upgrade(Point target) {
        if (target.countsBackFromTheDatabase() || (target.anchor() == Symbol.BASE && target.steps() == 0)) {
            throw RevisionProblem.WRONG_DIRECTION.with(
                    "an upgrade goes forward, and \"" + target.text() + "\" lies behind",
                    "run `segue downgrade " + target.text() + "`, or name a revision to go forward to");
        }
        return applied.upgradePath(resolver.resolve(target));
    }

    private List<Revision> downgrade(Point target) {
        if (target.countsBackFromTheDatabase()) {
            return applied.downgradePath(List.of(lastUndoneBy(target)));
        }
        if (target.isRelative()) {
            throw RevisionProblem.WRONG_DIRECTION.with(
                    "a downgrade goes back, and \"" + target.text() + "\" lies ahead",
                    "run `segue upgrade " + target.text() + "`, or name a revision to go back to");
        }
        List<Revision> places = resolver.resolve(target);
        if (!places.isEmpty()) {
            requireApplied(resolver.theOnlyOne(places, target));
        }
        return applied.downgradePath(above(places, resolver.line(target)));
    }

    private Revision lastUndoneBy(Point point) {
        return new Walk(graph, resolver.line(point), point)
                .undoing(resolver.newest(point), -point.steps(), applied::contains);
    }

    /** What follows these places directly, in the line if one is given. */
    private List<Revision> above(List<Revision> places, Optional<Lineage> line) {
        List<Revision> above = places.isEmpty()
                ? graph.roots()
                : places.stream()
                        .flatMap(place -> graph.childrenOf(place.id()).stream())
                        .toList();
        return line.map(given -> given.of(above)).orElse(above);
    }

    /** The ways from a state other than that of the database, which counts only where the user says {@code current}. */
    private RevisionPaths from(AppliedRevisions state, Point target) {
        return new RevisionPaths(state, target.anchor() == Symbol.CURRENT ? resolver : new RevisionResolver(state));
    }

    private AppliedRevisions stateAt(List<Revision> places) {
        return graph.applied(graph.withRequirements(Revision.ids(places)));
    }

    private void requireApplied(Revision target) {
        if (!applied.contains(target)) {
            throw RevisionProblem.NOT_APPLIED.with(
                    "revision \"" + target.id() + "\" is not applied, so there is no way back to it",
                    "run `segue upgrade " + target.id() + "` to apply it, or `segue current` to see what is applied");
        }
    }

    private void requireToKnowAll(String target) {
        Set<RevisionId> unknown = applied.unknown();
        if (!unknown.isEmpty()) {
            throw RevisionProblem.DATABASE_IS_AHEAD.with(
                    "a downgrade to \"" + target + "\" could pull the ground from under "
                            + unknown.stream().map(id -> "\"" + id + "\"").collect(joining(", "))
                            + ", applied in the database and found in no file",
                    "run it with the version of the files that has these revisions");
        }
    }
}
