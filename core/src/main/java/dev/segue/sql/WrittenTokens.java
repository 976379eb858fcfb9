package dev.segue.sql;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Goes through the tokens of a statement with the text that stands in the file for each: several tokens that came in by
 * one placeholder are one here.
 */
final class WrittenTokens implements Iterator<WrittenTokens.WrittenToken> {

    /** @param token in the text that is run */
    record WrittenToken(Token token, String text) {}

    private final SqlStatement statement;
    private final SourceText source;
    private final String text;
    /** The token that is looked at next. */
    private int next;
    /** In the file, behind what was returned last. */
    private int behind;

    WrittenTokens(SqlStatement statement) {
        this.statement = statement;
        this.source = statement.source();
        this.text = source.asWritten().text();
    }

    @Override
    public boolean hasNext() {
        while (next < statement.tokens().size() && writtenEnd(next) <= behind) {
            next++;
        }
        return next < statement.tokens().size();
    }

    @Override
    public WrittenToken next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the statement has no more tokens");
        }
        Token token = statement.tokens().get(next);
        int start = Math.max(behind, source.writtenOffset(statement.start() + token.start()));
        behind = writtenEnd(next++);
        return new WrittenToken(token, text.substring(start, behind));
    }

    private int writtenEnd(int token) {
        return source.writtenEnd(
                statement.start() + statement.tokens().get(token).end());
    }
}
