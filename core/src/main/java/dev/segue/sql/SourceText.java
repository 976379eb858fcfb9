package dev.segue.sql;

import dev.segue.problem.SourceExcerpt;
import java.util.List;

/**
 * A text with the name that the user knows it by, and places in it. Places are given to people as they find them in the
 * file, whatever was put in for placeholders.
 *
 * @param name usually a file's path relative to the project
 * @param text as it is run
 */
public record SourceText(String name, String text, Substitutions substitutions) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public SourceText(String name, String text) {
        this(name, text, Substitutions.NONE);
    }

    /** The text as it is written in the file. */
    public SourceText asWritten() {
        return substitutions.isEmpty() ? this : new SourceText(name, substitutions.written());
    }

    /** A part of the text, as it is written in the file. */
    public String asWritten(int start, int end) {
        return asWritten().text.substring(writtenOffset(start), writtenEnd(end));
    }

    boolean hasSubstitutions() {
        return !substitutions.isEmpty();
    }

    int writtenOffset(int offset) {
        return substitutions.writtenOffset(offset);
    }

    int writtenEnd(int end) {
        return substitutions.writtenEnd(end);
    }

    /** A sentence that may quote this text, with the placeholders in the place of their values. */
    public String hideValuesIn(String sentence) {
        return substitutions.hideValuesIn(sentence);
    }

    /** Why this text may not be what its author sees in the file. */
    List<String> suspicions() {
        return substitutions.suspicions();
    }

    /** Offset of the first character: a byte order mark at the beginning is none. */
    int start() {
        return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    }

    /** The line and column of a character; an offset past the end gives the place behind the last character. */
    public SourcePosition positionOf(int offset) {
        return asWritten().placeOf(substitutions.writtenOffset(offset));
    }

    public SourceExcerpt excerptAt(int offset) {
        return asWritten().excerpt(substitutions.writtenOffset(offset));
    }

    private SourcePosition placeOf(int offset) {
        int end = Math.min(offset, text.length());
        int line = 1;
        int lineStart = start();
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new SourcePosition(line, Math.max(end - lineStart, 0) + 1);
    }

    private SourceExcerpt excerpt(int offset) {
        SourcePosition position = placeOf(offset);
        int from = Math.max(Math.min(offset, text.length()), start()) - (position.column() - 1);
        int lineEnd = text.indexOf('\n', from);
        String line = Passwords.hiddenIn(text).substring(from, lineEnd < 0 ? text.length() : lineEnd);
        return new SourceExcerpt(name, position.line(), position.column(), line.stripTrailing());
    }
}
