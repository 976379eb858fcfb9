package dev.segue.sql;

import java.util.List;

/**
 * The semicolons of a trigger belong to it up to the END that follows one of them. The END of a CASE never does, so
 * nothing has to be counted; END is no reserved word either and may name a column.
 */
final class SqliteNesting implements Nesting {

    private static final List<String> FILLERS = List.of("TEMP", "TEMPORARY");
    private static final List<String> TRIGGER = List.of("TRIGGER");

    private final SourceText source;
    private final String text;
    private final CreateHead head;
    private Token begin = NOTHING;
    private Token previous = NOTHING;
    private boolean ended;

    SqliteNesting(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.head = new CreateHead(text, FILLERS, TRIGGER);
    }

    @Override
    public void enter(Token token) {
        if (begin.equals(NOTHING)) {
            begin = token;
        }
        head.enter(token);
        if (token.isWord(text, "END") && (isSemicolon(previous) || previous.isWord(text, "BEGIN")) && head.matches()) {
            ended = true;
        }
        previous = token;
    }

    private boolean isSemicolon(Token token) {
        return token.kind() == TokenKind.PUNCTUATION && text.charAt(token.start()) == ';';
    }

    @Override
    public boolean isOpen() {
        return head.matches() && !ended;
    }

    @Override
    public void requireClosed() {
        if (isOpen()) {
            throw SqlProblem.UNCLOSED_BODY.at(
                    source,
                    begin.start(),
                    "the trigger that begins here in " + source.name() + " has no END",
                    "write BEGIN, statements that each end in a semicolon, and END;");
        }
    }
}
