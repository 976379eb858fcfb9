package dev.segue.revision;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Point;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Counts revisions along parents, within a line if one is given, and stops where the way is not clear. */
final class Walk {

    private final RevisionGraph graph;
    private final Optional<Lineage> line;
    private final Point point;

    /** @param point what the user wrote, for messages */
    Walk(RevisionGraph graph, Optional<Lineage> line, Point point) {
        this.graph = graph;
        this.line = line;
        this.point = point;
    }

    /** Where one arrives; no revision stands for the place before the first one, here and in what is given. */
    List<Revision> from(List<Revision> start, int steps) {
        return steps > 0 ? forward(start, steps) : back(start, -steps);
    }

    /** The last revision that is undone when so many are undone from here, counting only those that are there. */
    Revision undoing(List<Revision> start, int count, Predicate<Revision> applied) {
        Revision last = onlyOne(start);
        int done = 1;
        List<Revision> next = parentsOf(last);
        while (done < count) {
            if (next.isEmpty()) {
                throw tooFarBack(done);
            }
            last = onlyOne(next);
            done += applied.test(last) ? 1 : 0;
            next = parentsOf(last);
        }
        return last;
    }

    private List<Revision> forward(List<Revision> start, int steps) {
        List<Revision> front = start;
        for (int done = 0; done < steps; done++) {
            List<Revision> next = after(front);
            if (next.isEmpty()) {
                throw tooFarForward(done);
            }
            if (next.size() > 1) {
                throw ambiguous("could go on to any of " + next.size() + " revisions", next);
            }
            front = next;
        }
        return front;
    }

    private List<Revision> back(List<Revision> start, int steps) {
        List<Revision> front = start;
        for (int done = 0; done < steps; done++) {
            if (front.isEmpty()) {
                throw tooFarBack(done);
            }
            front = parentsOf(onlyOne(front));
        }
        return front.isEmpty() ? front : List.of(onlyOne(front));
    }

    private Revision onlyOne(List<Revision> front) {
        if (front.isEmpty()) {
            throw tooFarBack(0);
        }
        if (front.size() > 1) {
            throw ambiguous("could go back along any of " + front.size() + " revisions", front);
        }
        return front.get(0);
    }

    private List<Revision> after(List<Revision> front) {
        List<Revision> next = front.isEmpty()
                ? graph.roots()
                : front.stream()
                        .flatMap(revision -> graph.childrenOf(revision.id()).stream())
                        .distinct()
                        .toList();
        return within(next);
    }

    /** Of the parents of a merge only those in the line; a revision's only parent is in every line that it is in. */
    private List<Revision> parentsOf(Revision revision) {
        return within(graph.parentsOf(revision.id()));
    }

    private List<Revision> within(Collection<Revision> revisions) {
        return line.map(given -> given.of(revisions)).orElseGet(() -> List.copyOf(revisions));
    }

    private SegueException tooFarForward(int possible) {
        return RevisionProblem.TOO_FAR.with(
                "\"" + point.text() + "\" goes too far: " + counted(possible, "can be counted forward from there"),
                possible == 0 ? "run `segue heads` to see where the lines end" : write(possible));
    }

    private SegueException tooFarBack(int possible) {
        return RevisionProblem.TOO_FAR.with(
                "\"" + point.text() + "\" goes too far: " + counted(possible, "can be counted back from there"),
                possible == 0 ? "run `segue current` to see what is applied" : write(-possible));
    }

    private String write(int steps) {
        return "write \"" + point.counting(steps) + "\"";
    }

    private static String counted(int possible, String rest) {
        return (possible == 0
                        ? "no revision "
                        : possible == 1 ? "only 1 revision " : "only " + possible + " revisions ")
                + rest;
    }

    private SegueException ambiguous(String what, List<Revision> candidates) {
        return Problem.of(
                        RevisionProblem.SEVERAL_REVISIONS,
                        "\"" + point.text() + "\" " + what,
                        "name the revision itself, or the line, such as \"" + point.inLineOf(candidates.get(0)) + "\"")
                .saying(Revision.titles(candidates))
                .toException();
    }
}
