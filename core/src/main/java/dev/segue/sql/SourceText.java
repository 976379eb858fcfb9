package dev.segue.sql;

import dev.segue.problem.SourceExcerpt;

/**
 * A text with the name that the user knows it by, and places in it.
 *
 * @param name usually a file's path relative to the project
 */
public record SourceText(String name, String text) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Offset of the first character: a byte order mark at the beginning is none. */
    int start() {
        return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    }

    /** The line and column of a character; an offset past the end gives the place behind the last character. */
    public SourcePosition positionOf(int offset) {
        int end = Math.min(offset, text.length());
        int line = 1;
        int lineStart = start();
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new SourcePosition(line, Math.max(end - lineStart, 0) + 1);
    }

    public SourceExcerpt excerptAt(int offset) {
        SourcePosition position = positionOf(offset);
        int from = Math.max(Math.min(offset, text.length()), start()) - (position.column() - 1);
        int lineEnd = text.indexOf('\n', from);
        String line = text.substring(from, lineEnd < 0 ? text.length() : lineEnd);
        return new SourceExcerpt(name, position.line(), position.column(), line.stripTrailing());
    }
}
