package dev.segue.dialect.postgresql;

import dev.segue.sql.SqlStatement;
import dev.segue.sql.Token;
import dev.segue.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Reads a statement token by token. What it does not find, it leaves standing. */
final class StatementCursor {

    private final SqlStatement statement;
    private int next;

    StatementCursor(SqlStatement statement) {
        this.statement = statement;
    }

    /** Takes these words, if all of them come next. */
    boolean take(String... words) {
        if (!statement.hasWordsAt(next, words)) {
            return false;
        }
        next += words.length;
        return true;
    }

    /** Takes one of these words, if one comes next. */
    boolean takeAny(String... words) {
        for (String word : words) {
            if (take(word)) {
                return true;
            }
        }
        return false;
    }

    /** Takes this sign, if it comes next. */
    boolean takeSign(String sign) {
        if (isAtEnd() || !text(next).equals(sign)) {
            return false;
        }
        next++;
        return true;
    }

    /** Takes everything between two brackets, the opening one being next. */
    void skipBrackets() {
        if (!takeSign("(")) {
            return;
        }
        int depth = 1;
        while (depth > 0 && !isAtEnd()) {
            if (takeSign("(")) {
                depth++;
            } else if (takeSign(")")) {
                depth--;
            } else {
                next++;
            }
        }
    }

    /** Takes a name with its schema, as written; empty when none comes next. */
    String takeName() {
        boolean isOneWord = !isAtEnd() && isNamePart() && (next + 1 == tokens().size() || !isSign(next + 1, '.'));
        if (isOneWord) {
            return text(next++);
        }
        StringBuilder name = new StringBuilder();
        while (!isAtEnd() && isNamePart()) {
            name.append(text(next++));
            if (isAtEnd() || !text(next).equals(".")) {
                break;
            }
            name.append(text(next++));
        }
        return name.toString();
    }

    /** Takes {@code (a, "B c")}, if nothing but names stands between two brackets that come next. */
    List<String> takeNamesInBrackets() {
        int begun = next;
        List<String> names = new ArrayList<>();
        boolean goesOn = takeSign("(");
        while (goesOn) {
            names.add(takeName());
            goesOn = takeSign(",");
        }
        if (names.isEmpty() || names.contains("") || !takeSign(")")) {
            next = begun;
            return List.of();
        }
        return names;
    }

    /** Takes whatever comes next, as written. */
    String takeToken() {
        return text(next++);
    }

    boolean isAtEnd() {
        return next >= tokens().size();
    }

    /** True when these words stand anywhere from here on, outside of brackets or inside. */
    boolean holds(String... words) {
        for (int at = next; at < tokens().size(); at++) {
            if (statement.hasWordsAt(at, words)) {
                return true;
            }
        }
        return false;
    }

    /** Moves behind these words, wherever they come; false and unmoved when they do not. */
    boolean skipTo(String... words) {
        for (int at = next; at < tokens().size(); at++) {
            if (statement.hasWordsAt(at, words)) {
                next = at + words.length;
                return true;
            }
        }
        return false;
    }

    /** The content of the first string literal from here on, if it is a plain one. */
    String takeString() {
        for (int at = next; at < tokens().size(); at++) {
            String text = text(at);
            if (tokens().get(at).kind() == TokenKind.STRING && text.startsWith("'")) {
                next = at + 1;
                return text.substring(1, text.length() - 1).replace("''", "'");
            }
        }
        return "";
    }

    private boolean isNamePart() {
        TokenKind kind = tokens().get(next).kind();
        return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER;
    }

    private boolean isSign(int token, char sign) {
        Token candidate = tokens().get(token);
        return candidate.end() - candidate.start() == 1 && statement.text().charAt(candidate.start()) == sign;
    }

    private List<Token> tokens() {
        return statement.tokens();
    }

    private String text(int token) {
        return tokens().get(token).in(statement.text());
    }
}
