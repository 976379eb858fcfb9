package dev.segue.revision;

import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionExpression.Anchor;
import dev.segue.revision.RevisionExpression.Named;
import dev.segue.revision.RevisionExpression.Point;
import dev.segue.revision.RevisionExpression.Range;
import dev.segue.revision.RevisionExpression.Symbol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code line@anchor+steps}, or two of these with a colon between them. */
final class RevisionExpressionParser {

    private static final Pattern COUNTED = Pattern.compile("(?<anchor>[^+-]*)(?<steps>[+-][0-9]+)?", Pattern.DOTALL);

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
        Matcher matcher = COUNTED.matcher(rest);
        if (!matcher.matches()) {
            throw malformed("in \"" + text + "\" only a number may follow the + or -");
        }
        String anchor = matcher.group("anchor");
        Optional<String> steps = Optional.ofNullable(matcher.group("steps"));
        if (anchor.isEmpty() && steps.isEmpty()) {
            throw malformed("in \"" + text + "\" nothing stands after the @");
        }
        return new Point(part, line, anchor(anchor), steps.map(this::number).orElse(0));
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
