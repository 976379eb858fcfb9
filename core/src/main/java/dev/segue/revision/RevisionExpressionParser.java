package dev.segue.revision;

import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Anchor;
import dev.segue.revision.RevisionExpression.Named;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import java.util.Optional;

/** Reads {@code line@anchor+steps}, or two of these with a colon between them. */
final class RevisionExpressionParser {

    /** More steps than any history has; a longer number means no more than this one. */
    private static final int MOST_DIGITS = 9;

    private final String text;

    RevisionExpressionParser(String text) {
        this.text = text.strip();
    }

    RevisionExpression parse() {
        if (text.isEmpty()) {
            throw malformed("nothing names no revision");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return point(text);
        }
        if (text.indexOf(':', colon + 1) >= 0) {
            throw malformed("\"" + text + "\" has more than one colon");
        }
        return new Range(text, end(text.substring(0, colon)), end(text.substring(colon + 1)));
    }

    private Optional<Point> end(String part) {
        return part.isBlank() ? Optional.empty() : Optional.of(point(part.strip()));
    }

    private Point point(String part) {
        int at = part.indexOf('@');
        if (at < 0) {
            return counted(part, Optional.empty(), part);
        }
        String line = part.substring(0, at);
        if (RevisionNames.RESERVED.contains(line)) {
            throw malformed("in \"" + text + "\" a label or a revision must stand before the @, not \"" + line + "\"");
        }
        if (!RevisionId.isValid(line)) {
            throw malformed("in \"" + text + "\" no label or revision stands before the @");
        }
        return counted(part, Optional.of(line), part.substring(at + 1));
    }

    private Point counted(String part, Optional<String> line, String rest) {
        int sign = signIn(rest);
        String anchor = rest.substring(0, sign);
        Optional<String> steps = sign < rest.length() ? Optional.of(rest.substring(sign)) : Optional.empty();
        if (steps.isPresent() && !isCount(steps.get())) {
            throw malformed("in \"" + text + "\" only a number may follow the + or -");
        }
        if (anchor.isEmpty() && steps.isEmpty()) {
            throw malformed("in \"" + text + "\" nothing stands after the @");
        }
        return new Point(part, line, anchor(anchor), steps.map(this::number).orElse(0));
    }

    /** Where the first + or - stands; the length where there is none. */
    private static int signIn(String rest) {
        int sign = 0;
        while (sign < rest.length() && rest.charAt(sign) != '+' && rest.charAt(sign) != '-') {
            sign++;
        }
        return sign;
    }

    /** Without a regular expression, like the rest of what every start of a program waits for. */
    private static boolean isCount(String steps) {
        for (int i = 1; i < steps.length(); i++) {
            if (steps.charAt(i) < '0' || steps.charAt(i) > '9') {
                return false;
            }
        }
        return steps.length() > 1;
    }

    private Anchor anchor(String name) {
        return switch (name) {
            case "" -> Symbol.HERE;
            case "head" -> Symbol.HEAD;
            case "heads" -> Symbol.HEADS;
            case "base" -> Symbol.BASE;
            case "current" -> Symbol.CURRENT;
            default -> named(name);
        };
    }

    private Named named(String name) {
        if (!RevisionId.isValid(name)) {
            throw malformed("\"" + text + "\" names no revision: an id has " + RevisionId.RULE);
        }
        return new Named(name);
    }

    private int number(String steps) {
        String digits = steps.substring(1).replaceFirst("^0+", "");
        if (digits.isEmpty()) {
            throw malformed("in \"" + text + "\" nothing is counted: begin with +1 or -1");
        }
        int count = digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
        return steps.charAt(0) == '-' ? -count : count;
    }

    private static SegueException malformed(String headline) {
        return RevisionProblem.MALFORMED_EXPRESSION.with(
                headline, "write a revision such as head, 8f2c41aa, -1 or label@head, or a range such as a:b");
    }
}
