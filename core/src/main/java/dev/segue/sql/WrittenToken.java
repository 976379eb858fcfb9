package dev.segue.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of a statement with the text that stands in the file for it: several tokens that came in by one placeholder are
 * one here.
 *
 * @param token in the text that is run
 */
record WrittenToken(Token token, String text) {

    /** @param most of the tokens, from the first one on */
    static List<WrittenToken> of(SqlStatement statement, int most) {
        List<WrittenToken> written = new ArrayList<>();
        SourceText source = statement.source();
        String text = source.asWritten().text();
        int behind = 0;
        for (Token token :
                statement.tokens().subList(0, Math.min(most, statement.tokens().size()))) {
            int start = Math.max(behind, source.writtenOffset(statement.start() + token.start()));
            int end = source.writtenEnd(statement.start() + token.end());
            if (start < end) {
                written.add(new WrittenToken(token, text.substring(start, end)));
                behind = end;
            }
        }
        return written;
    }
}
