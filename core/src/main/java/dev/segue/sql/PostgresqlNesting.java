package dev.segue.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A semicolon belongs to the statement while a parenthesis is open (the actions of {@code CREATE RULE}) and within
 * {@code BEGIN ATOMIC … END} of a function or procedure. Elsewhere BEGIN and END are statements of their own.
 */
final class PostgresqlNesting implements Nesting {

    private static final List<String> FILLERS = List.of("OR", "REPLACE");
    private static final List<String> ROUTINES = List.of("FUNCTION", "PROCEDURE");

    private final SourceText source;
    private final String text;
    private final Deque<Token> parentheses = new ArrayDeque<>();
    private final CreateHead head;
    /** The BEGIN of the body. */
    private Token begin = NOTHING;

    private boolean isBodyOpen;
    private Token previous = NOTHING;

    PostgresqlNesting(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.head = new CreateHead(text, FILLERS, ROUTINES);
    }

    @Override
    public void enter(Token token) {
        if (token.kind() == TokenKind.PUNCTUATION) {
            enterPunctuation(token);
        }
        head.enter(token);
        if (token.kind() == TokenKind.WORD) {
            enterWord(token);
        }
        previous = token;
    }

    private void enterPunctuation(Token token) {
        char character = text.charAt(token.start());
        if (character == '(') {
            parentheses.push(token);
        } else if (character == ')') {
            parentheses.poll();
        }
    }

    /** Only the END behind a semicolon ends a body: the END of a CASE, or a column of that name, stands elsewhere. */
    private void enterWord(Token token) {
        if (isBodyOpen) {
            isBodyOpen = !token.isWord(text, "END") || !(isSemicolon(previous) || previous.isWord(text, "ATOMIC"));
        } else if (token.isWord(text, "ATOMIC") && isBeginOfBody(previous)) {
            isBodyOpen = true;
            begin = previous;
        }
    }

    private boolean isBeginOfBody(Token token) {
        return token.isWord(text, "BEGIN") && parentheses.isEmpty() && head.matches();
    }

    private boolean isSemicolon(Token token) {
        return token.kind() == TokenKind.PUNCTUATION && text.charAt(token.start()) == ';';
    }

    @Override
    public boolean isOpen() {
        return !parentheses.isEmpty() || isBodyOpen;
    }

    @Override
    public void requireClosed() {
        if (!parentheses.isEmpty()) {
            throw SqlProblem.UNCLOSED_PARENTHESIS.at(
                    source,
                    parentheses.getFirst().start(),
                    "a parenthesis in " + source.name() + " is never closed",
                    "add the missing ), or take away the ( that is too many");
        }
        if (isBodyOpen) {
            throw SqlProblem.UNCLOSED_BODY.at(
                    source,
                    begin.start(),
                    "the body that begins with BEGIN ATOMIC in " + source.name() + " has no END",
                    "end each statement inside it with a semicolon, and write END; behind the last one");
        }
    }
}
