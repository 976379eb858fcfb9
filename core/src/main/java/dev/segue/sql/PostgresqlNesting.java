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
    /** BEGIN of an open body, and CASE of the expressions open inside it. */
    private final Deque<Token> blocks = new ArrayDeque<>();

    private final CreateHead head;
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
        if (head.matches()) {
            enterRoutine(token);
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

    private void enterRoutine(Token token) {
        if (token.isWord(text, "ATOMIC") && previous.isWord(text, "BEGIN") && parentheses.isEmpty()) {
            blocks.push(previous);
        } else if (!blocks.isEmpty() && !isMerelyNamed()) {
            if (token.isWord(text, "CASE")) {
                blocks.push(token);
            } else if (token.isWord(text, "END")) {
                blocks.pop();
            }
        }
    }

    /** CASE and END are reserved, yet allowed as {@code AS end} and {@code t.end}. */
    private boolean isMerelyNamed() {
        boolean followsDot = previous.kind() == TokenKind.PUNCTUATION && text.charAt(previous.start()) == '.';
        return followsDot || previous.isWord(text, "AS");
    }

    @Override
    public boolean isOpen() {
        return !parentheses.isEmpty() || !blocks.isEmpty();
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
        if (!blocks.isEmpty()) {
            Token open = blocks.getFirst();
            throw SqlProblem.UNCLOSED_BODY.at(
                    source,
                    open.start(),
                    open.in(text) + " in " + source.name() + " has no END",
                    "add the missing END; a CASE inside the body needs an END of its own");
        }
    }
}
