package dev.segue.revision;

import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies between the two ends of a range. */
final class RangeListing {

    private final RevisionResolver resolver;
    private final RevisionGraph graph;
    private final Range range;
    private final Optional<Lineage> line;

    RangeListing(RevisionResolver resolver, RevisionGraph graph, Range range) {
        this.resolver = resolver;
        this.graph = graph;
        this.range = range;
        this.line = range.from().flatMap(resolver::line);
    }

    List<Revision> revisions() {
        if (countsBackFromTheEnd()) {
            List<Revision> end = end(List.of());
            return between(beginning(end), end);
        }
        List<Revision> beginning = beginning(List.of());
        return between(beginning, end(beginning));
    }

    private List<Revision> beginning(List<Revision> end) {
        return range.from()
                .map(from -> countsBackFromTheEnd() ? resolver.resolve(from, end) : resolver.resolve(from))
                .orElse(List.of());
    }

    private List<Revision> end(List<Revision> beginning) {
        return range.to()
                .map(to -> countsOnFromTheBeginning() ? resolver.resolve(to, beginning) : resolver.resolve(to))
                .orElseGet(() -> line.map(given -> given.of(graph.heads())).orElseGet(graph::heads));
    }

    private boolean countsBackFromTheEnd() {
        return range.from()
                        .filter(from -> from.isRelative() && from.steps() < 0)
                        .isPresent()
                && range.to().filter(Point::isRelative).isEmpty();
    }

    private boolean countsOnFromTheBeginning() {
        return range.to().filter(to -> to.isRelative() && to.steps() > 0).isPresent()
                && range.from().filter(Point::isRelative).isEmpty();
    }

    private List<Revision> between(List<Revision> beginning, List<Revision> end) {
        Set<RevisionId> between = new HashSet<>(graph.withRequirements(Revision.ids(end)));
        List<Revision> lowest = beginning.isEmpty() ? rootsOfTheLine() : beginning;
        if (!lowest.isEmpty()) {
            between.retainAll(graph.withDependents(Revision.ids(lowest)));
            line.ifPresent(given -> between.retainAll(given.members()));
            if (between.isEmpty()) {
                throw nothingBetween(lowest, end);
            }
        }
        return graph.inOrder(between);
    }

    private List<Revision> rootsOfTheLine() {
        return line.map(given -> given.of(graph.roots())).orElse(List.of());
    }

    private SegueException nothingBetween(List<Revision> beginning, List<Revision> end) {
        Set<RevisionId> beneath = graph.withRequirements(Revision.ids(beginning));
        if (beneath.containsAll(Revision.ids(end))) {
            return RevisionProblem.WRONG_DIRECTION.with(
                    "\"" + range.text() + "\" runs backwards: what it ends with comes before what it begins with",
                    "write \"" + textOf(range.to()) + ":" + textOf(range.from()) + "\"");
        }
        return RevisionProblem.UNRELATED.with(
                "\"" + range.text() + "\" is empty: what it ends with does not stand on what it begins with",
                "name two revisions of one line; `segue history` draws the lines");
    }

    private static String textOf(Optional<Point> end) {
        return end.map(Point::text).orElse("");
    }
}
