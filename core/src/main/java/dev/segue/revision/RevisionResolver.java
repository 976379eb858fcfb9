package dev.segue.revision;

import dev.segue.problem.NearestName;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Named;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the revisions that an expression means, in one history and for one database. */
public final class RevisionResolver {

    private final AppliedRevisions applied;
    private final RevisionGraph graph;

    public RevisionResolver(AppliedRevisions applied) {
        this.applied = applied;
        this.graph = applied.graph();
    }

    /** @throws SegueException when the expression means none, or several; the candidates are named */
    public Revision one(String text) {
        Point point = pointOf(text);
        List<Revision> found = resolve(point);
        if (found.isEmpty()) {
            throw RevisionProblem.NOT_A_REVISION.with(
                    "\"" + text + "\" is the place before the first revision, and not a revision",
                    "name a revision; `segue history` lists them");
        }
        return theOnlyOne(found, point);
    }

    /** The revisions that the expressions mean, each once, oldest first; none stands for the place before the first. */
    public List<Revision> several(Collection<String> texts) {
        Set<RevisionId> found = new HashSet<>();
        texts.forEach(text -> resolve(pointOf(text)).forEach(revision -> found.add(revision.id())));
        return graph.inOrder(found);
    }

    public List<Revision> several(String text) {
        return several(List.of(text));
    }

    /**
     * The revisions from one end of a range to the other, both included, oldest first. Beneath the upper end lies all
     * that it needs; a line at the lower end leaves out what is not in that line. A {@code -N} that begins a range counts
     * back from its end, a {@code +N} that ends one counts on from its beginning.
     */
    public List<Revision> range(String text) {
        RevisionExpression expression = RevisionExpression.parse(text);
        if (expression instanceof Range range) {
            return new RangeListing(this, graph, range).revisions();
        }
        throw RevisionProblem.WRONG_SHAPE.with(
                "\"" + text + "\" is one place, and a range is needed", "write \"" + text + ":\" or \":" + text + "\"");
    }

    Point pointOf(String text) {
        RevisionExpression expression = RevisionExpression.parse(text);
        if (expression instanceof Point point) {
            return point;
        }
        throw RevisionProblem.WRONG_SHAPE.with(
                "\"" + text + "\" is a range, and one place is needed", "name one revision, such as head or -1");
    }

    List<Revision> resolve(Point point) {
        return resolve(point, point.anchor() == Symbol.HERE ? newest(point) : List.of());
    }

    /** @param here where a point counts from that says nothing else */
    List<Revision> resolve(Point point, List<Revision> here) {
        Optional<Lineage> line = line(point);
        List<Revision> anchor = anchor(point, line, here);
        return point.steps() == 0 ? anchor : new Walk(graph, line, point).from(anchor, point.steps());
    }

    Optional<Lineage> line(Point point) {
        return point.line().map(name -> Lineage.of(graph, name, find(name, Optional.empty())));
    }

    /**
     * The newest applied revisions, for counting from. Within a line these are the last ones of the line; for counting
     * back without a line, the ones that nothing else stands on, because undoing any other would undo these too.
     */
    List<Revision> newest(Point point) {
        Optional<Lineage> line = line(point);
        if (line.isPresent()) {
            return applied.newestOf(line.get().members());
        }
        return point.steps() > 0 ? applied.newestOf(applied.ids()) : applied.current();
    }

    Revision theOnlyOne(List<Revision> found, Point point) {
        if (found.size() > 1) {
            throw Problem.of(
                            RevisionProblem.SEVERAL_REVISIONS,
                            "\"" + point.text() + "\" means " + found.size() + " revisions, and one is needed",
                            "name one of them, or a line, such as \"" + point.inLineOf(found.get(0)) + "\"")
                    .saying(Revision.titles(found))
                    .toException();
        }
        return found.get(0);
    }

    private List<Revision> anchor(Point point, Optional<Lineage> line, List<Revision> here) {
        if (point.anchor() instanceof Named named) {
            return List.of(find(named.name(), line));
        }
        return switch ((Symbol) point.anchor()) {
            case HEAD -> head(line, point);
            case HEADS -> heads(line);
            case BASE -> List.of();
            case CURRENT -> newest(point);
            case HERE -> here;
        };
    }

    private List<Revision> head(Optional<Lineage> line, Point point) {
        List<Revision> heads = heads(line);
        if (heads.size() > 1) {
            throw Problem.of(
                            RevisionProblem.SEVERAL_REVISIONS,
                            "\"" + point.text() + "\" could be any of " + heads.size() + " heads",
                            "write \"heads\" for all, name one, or join them with `segue merge`")
                    .saying(Revision.titles(heads))
                    .toException();
        }
        return heads;
    }

    private List<Revision> heads(Optional<Lineage> line) {
        return line.map(given -> given.of(graph.heads())).orElseGet(graph::heads);
    }

    private Revision find(String name, Optional<Lineage> line) {
        List<Revision> matching = graph.names().matching(name);
        if (matching.isEmpty()) {
            throw unknown(name);
        }
        List<Revision> inLine = line.map(given -> given.of(matching)).orElse(matching);
        if (inLine.isEmpty()) {
            throw RevisionProblem.NOT_IN_LINE.with(
                    "revision \"" + matching.get(0).id() + "\" is not in the line of \""
                            + line.map(Lineage::name).orElse("") + "\"",
                    "leave out the part before the @, or name a revision of that line");
        }
        if (inLine.size() > 1) {
            throw Problem.of(
                            RevisionProblem.AMBIGUOUS_PREFIX,
                            "\"" + name + "\" is the beginning of " + inLine.size() + " ids",
                            "write more of the id")
                    .saying(Revision.titles(inLine))
                    .toException();
        }
        return inLine.get(0);
    }

    private SegueException unknown(String name) {
        if (RevisionId.isValid(name) && applied.ids().contains(new RevisionId(name))) {
            return RevisionProblem.UNKNOWN_REVISION.with(
                    "revision \"" + name + "\" is applied in the database, and none of the files has it",
                    "get the version of the files that has it");
        }
        Set<String> words = new LinkedHashSet<>(RevisionNames.RESERVED);
        String hint = graph.names()
                .nearest(name)
                .or(() -> NearestName.to(name, words))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("run `segue history` to see all revisions");
        return RevisionProblem.UNKNOWN_REVISION.with(
                "no revision or label is called \"" + name + "\"",
                name.length() < RevisionNames.SHORTEST_PREFIX
                        ? hint + " (the beginning of an id needs " + RevisionNames.SHORTEST_PREFIX + " characters)"
                        : hint);
    }
}
