package dev.segue.sql;

import java.util.List;
import java.util.Optional;

/**
 * The lexical rules of PostgreSQL with {@code standard_conforming_strings} on, which is the default since 9.1 and cannot
 * be switched off any more from 19 on.
 */
final class PostgresqlLexer extends Lexer {

    private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";
    /** An operator may end in + or - only if it holds one of these. */
    private static final String ALLOW_SIGN_AT_END = "~!@#^&|`?%";

    private static final int NONE = -1;

    /** Where an {@code E''} string goes on in the next line, under the same rules for backslashes. */
    private int continuedAt = NONE;

    PostgresqlLexer(SourceText source) {
        super(source);
    }

    @Override
    Nesting nesting() {
        return new PostgresqlNesting(source);
    }

    @Override
    Optional<CopyRows> rowsFor(List<Token> statement) {
        if (!CopyRows.areReadBy(statement, text)) {
            return Optional.empty();
        }
        CopyRows rows = CopyRows.behind(source, position);
        position = rows.end();
        return Optional.of(rows);
    }

    @Override
    protected boolean isWhiteSpace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    @Override
    protected boolean endsLine(char character) {
        return character == '\n' || character == '\r';
    }

    @Override
    protected TokenKind read(char first) {
        if (isLetter(first)) {
            return readWordOrPrefixedString(first);
        }
        if (isDigit(first)) {
            return readNumber();
        }
        return switch (first) {
            case '\'' -> position == continuedAt ? readEscapeString(position) : readQuoted(position, TokenKind.STRING);
            case '"' -> readQuoted(position, TokenKind.QUOTED_IDENTIFIER);
            case '$' -> readDollar();
            case '(', ')', '[', ']', ',', ';' -> take(1, TokenKind.PUNCTUATION);
            case '.' -> readDot();
            case ':' -> readColon();
            case '-' -> at(position + 1) == '-' ? readLineComment() : readOperator();
            case '/' -> at(position + 1) == '*' ? readBlockComment() : readOperator();
            case '\\' -> throw ClientCommand.ofPsql(source, position);
            default -> readOperator();
        };
    }

    private TokenKind readWordOrPrefixedString(char first) {
        char second = at(position + 1);
        if (second == '\'') {
            switch (first) {
                case 'e', 'E' -> {
                    return readEscapeString(position + 1);
                }
                case 'b', 'B', 'x', 'X', 'n', 'N' -> {
                    return readQuoted(position + 1, TokenKind.STRING);
                }
                default -> {
                    return readWord();
                }
            }
        }
        if (second == '&' && (first == 'u' || first == 'U')) {
            if (at(position + 2) == '\'') {
                return readQuoted(position + 2, TokenKind.STRING);
            }
            if (at(position + 2) == '"') {
                return readQuoted(position + 2, TokenKind.QUOTED_IDENTIFIER);
            }
        }
        return readWord();
    }

    private TokenKind readEscapeString(int openingQuote) {
        TokenKind kind = readEscaped(openingQuote);
        continuedAt = continuation(position);
        return kind;
    }

    /** The quote that carries on a string which ended here: only white space and a line end may lie between. */
    private int continuation(int from) {
        boolean lineEnded = false;
        int i = from;
        while (i < text.length()) {
            char character = text.charAt(i);
            if (character == '\'') {
                return lineEnded ? i : NONE;
            }
            if (character == '-' && at(i + 1) == '-') {
                while (i < text.length() && !endsLine(text.charAt(i))) {
                    i++;
                }
            } else if (isWhiteSpace(character)) {
                lineEnded |= endsLine(character);
                i++;
            } else {
                return NONE;
            }
        }
        return NONE;
    }

    private TokenKind readDollar() {
        char second = at(position + 1);
        if (isDigit(second)) {
            position++;
            skipDigits();
            return TokenKind.PARAMETER;
        }
        int tagEnd = position + 1;
        if (isLetter(second)) {
            while (isLetter(at(tagEnd)) || isDigit(at(tagEnd))) {
                tagEnd++;
            }
        }
        return at(tagEnd) == '$' ? readDollarQuoted(text.substring(position, tagEnd + 1)) : readOperator();
    }

    private TokenKind readDollarQuoted(String tag) {
        int close = text.indexOf(tag, position + tag.length());
        if (close < 0) {
            throw SqlProblem.UNCLOSED_DOLLAR_QUOTE.at(
                    source,
                    position,
                    "the text quoted by " + tag + " in " + source.name() + " has no end",
                    "put " + tag + " behind its last line, spelt exactly as at its beginning");
        }
        position = close + tag.length();
        return TokenKind.STRING;
    }

    private TokenKind readNumber() {
        char second = at(position + 1);
        boolean hasBase = text.charAt(position) == '0'
                && switch (second) {
                    case 'x', 'X', 'o', 'O', 'b', 'B' -> isHexDigit(at(position + 2)) || at(position + 2) == '_';
                    default -> false;
                };
        if (hasBase) {
            position += 2;
            while (isHexDigit(at(position)) || at(position) == '_') {
                position++;
            }
            return TokenKind.NUMBER;
        }
        skipDigits();
        if (at(position) == '.' && at(position + 1) != '.') {
            position++;
            skipDigits();
        }
        skipExponent();
        return TokenKind.NUMBER;
    }

    private void skipDigits() {
        while (isDigit(at(position)) || (at(position) == '_' && isDigit(at(position + 1)))) {
            position++;
        }
    }

    private void skipExponent() {
        if (at(position) == 'e' || at(position) == 'E') {
            char sign = at(position + 1);
            int digits = sign == '+' || sign == '-' ? position + 2 : position + 1;
            if (isDigit(at(digits))) {
                position = digits;
                skipDigits();
            }
        }
    }

    private TokenKind readDot() {
        if (isDigit(at(position + 1))) {
            return readNumber();
        }
        return at(position + 1) == '.' ? take(2, TokenKind.OPERATOR) : take(1, TokenKind.PUNCTUATION);
    }

    private TokenKind readColon() {
        char second = at(position + 1);
        return second == ':' || second == '=' ? take(2, TokenKind.OPERATOR) : take(1, TokenKind.PUNCTUATION);
    }

    /** As many operator characters as possible, up to a comment; {@code a=-1} still gives two operators. */
    private TokenKind readOperator() {
        int start = position;
        boolean mayEndInSign = false;
        int end = start;
        while (end < text.length() && isOperatorCharacter(end)) {
            mayEndInSign |= ALLOW_SIGN_AT_END.indexOf(text.charAt(end)) >= 0;
            end++;
        }
        while (!mayEndInSign && end - start > 1 && isSign(text.charAt(end - 1))) {
            end--;
        }
        position = Math.max(end, start + 1);
        return TokenKind.OPERATOR;
    }

    private boolean isOperatorCharacter(int offset) {
        char character = text.charAt(offset);
        char next = at(offset + 1);
        boolean beginsComment = (character == '-' && next == '-') || (character == '/' && next == '*');
        return !beginsComment && OPERATOR_CHARACTERS.indexOf(character) >= 0;
    }

    private static boolean isSign(char character) {
        return character == '+' || character == '-';
    }

    @Override
    protected TokenKind readBlockComment() {
        int start = position;
        int depth = 1;
        int i = start + 2;
        while (depth > 0) {
            char character = at(i);
            if (character == END) {
                throw unclosedComment(start);
            }
            if (character == '/' && at(i + 1) == '*') {
                depth++;
                i += 2;
            } else if (character == '*' && at(i + 1) == '/') {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        position = i;
        return TokenKind.BLOCK_COMMENT;
    }
}
