package dev.segue.revision;

import java.util.Optional;

/**
 * A part of the history in the words of a user. Every command accepts the same words:
 *
 * <pre>
 * head  heads  base  current       the ends of the history, and what the database has
 * 8f2c41aa03b1  8f2c  shop         an id, its beginning (4 characters or more), a label
 * 8f2c+2  head-1  base+3           counted forward or back from there
 * +2  -1                           counted from what the database has
 * shop@head  shop@-1  8f2c@base    the same, within the line of a label or of a revision
 * a:b  :b  a:  -3:current          from one to the other, both included
 * </pre>
 */
public sealed interface RevisionExpression {

    /** As the user wrote it. */
    String text();

    /** @throws dev.segue.problem.SegueException when this is no expression at all; whether it fits a history shows later */
    static RevisionExpression parse(String text) {
        return new RevisionExpressionParser(text).parse();
    }

    /**
     * One place in the history, or the same place in each of several lines.
     *
     * @param line the label or revision before the {@code @}, whose line is meant
     * @param steps how far to count from the anchor, negative for back
     */
    record Point(String text, Optional<String> line, Anchor anchor, int steps) implements RevisionExpression {

        /** Counted from what the database has, or at the end of a range from the other end. */
        public boolean isRelative() {
            return anchor == Symbol.HERE;
        }

        /** As {@code -1} and {@code current-1}. */
        boolean countsBackFromTheDatabase() {
            return steps < 0 && (isRelative() || anchor == Symbol.CURRENT);
        }

        /** The same, counted less far. */
        String counting(int otherSteps) {
            String head = text.substring(0, Math.max(text.lastIndexOf('+'), text.lastIndexOf('-')));
            return head + (otherSteps < 0 ? "" : "+") + otherSteps;
        }

        /** The same place in the line of this revision, as a user would write it. */
        String inLineOf(Revision revision) {
            return revision.id() + "@" + text.substring(text.indexOf('@') + 1);
        }
    }

    /** From one place to another; what is left out is the beginning or the end of the history. */
    record Range(String text, Optional<Point> from, Optional<Point> to) implements RevisionExpression {}

    /** Where counting begins. */
    sealed interface Anchor {}

    /** An id, the beginning of one, or a label. */
    record Named(String name) implements Anchor {}

    /** A word with a meaning of its own. */
    enum Symbol implements Anchor {
        /** The one revision that nothing follows. */
        HEAD,
        /** All revisions that nothing follows. */
        HEADS,
        /** Before the first revision. */
        BASE,
        /** The newest applied revisions. */
        CURRENT,
        /** Nothing was written, as in {@code +2}. */
        HERE
    }
}
