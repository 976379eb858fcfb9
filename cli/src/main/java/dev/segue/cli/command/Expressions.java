package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.RevisionExpression;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import dev.segue.revision.RevisionResolver;
import java.util.List;
import java.util.Optional;

/** What places in the history mean, with a connection only where they say something about the database. */
final class Expressions {

    private final Segue segue;

    Expressions(Segue segue) {
        this.segue = segue;
    }

    RevisionResolver resolver(List<String> expressions) {
        return new RevisionResolver(applied(expressions.stream().anyMatch(Expressions::asksTheDatabase)));
    }

    AppliedRevisions applied(boolean asDatabase) {
        return asDatabase ? segue.applied() : segue.history().applied(List.of());
    }

    static boolean isRange(String text) {
        return RevisionExpression.parse(text) instanceof Range;
    }

    private static boolean asksTheDatabase(String text) {
        RevisionExpression expression = RevisionExpression.parse(text);
        if (expression instanceof Point point) {
            return point.isRelative() || isCurrent(point);
        }
        Range range = (Range) expression;
        return isCurrent(range.from()) || isCurrent(range.to());
    }

    private static boolean isCurrent(Optional<Point> point) {
        return point.filter(Expressions::isCurrent).isPresent();
    }

    private static boolean isCurrent(Point point) {
        return point.anchor() == Symbol.CURRENT;
    }
}
