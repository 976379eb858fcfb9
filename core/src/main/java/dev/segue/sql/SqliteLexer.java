package dev.segue.sql;

/** The lexical rules of SQLite. A comment without an end, which SQLite lets pass, is refused here like anywhere else. */
final class SqliteLexer extends Lexer {

    SqliteLexer(SourceText source) {
        super(source);
    }

    @Override
    Nesting nesting() {
        return new SqliteNesting(source);
    }

    @Override
    void beforeStatement() {
        skipWhiteSpace();
        if (at(position) == '.' && isLetter(at(position + 1))) {
            throw ClientCommand.ofSqliteShell(source, position);
        }
    }

    @Override
    protected boolean isWhiteSpace(char character) {
        return switch (character) {
            case ' ', '\t', '\n', '\f', '\r', '\uFEFF' -> true;
            default -> false;
        };
    }

    @Override
    protected TokenKind read(char first) {
        if (isDigit(first)) {
            return readNumber();
        }
        if (isLetter(first)) {
            boolean isBlob = (first == 'x' || first == 'X') && at(position + 1) == '\'';
            return isBlob ? readQuoted(position + 1, TokenKind.STRING) : readWord();
        }
        char second = at(position + 1);
        return switch (first) {
            case '\'' -> readQuoted(position, TokenKind.STRING);
            case '"', '`' -> readQuoted(position, TokenKind.QUOTED_IDENTIFIER);
            case '[' -> readBracketed();
            case '(', ')', ']', ',', ';' -> take(1, TokenKind.PUNCTUATION);
            case '.' -> isDigit(second) ? readNumber() : take(1, TokenKind.PUNCTUATION);
            case '?' -> readNumberedParameter();
            case ':', '@', '$', '#' ->
                isWordPart(second) || second == ':' ? readNamedParameter() : take(1, TokenKind.OPERATOR);
            case '-' -> second == '-' ? readLineComment() : readOperator(first, second);
            case '/' -> second == '*' ? readBlockComment() : readOperator(first, second);
            default -> readOperator(first, second);
        };
    }

    /** A bracket has no way to be doubled: the first closing one ends the name. */
    private TokenKind readBracketed() {
        int close = text.indexOf(']', position);
        if (close < 0) {
            throw SqlProblem.UNCLOSED_IDENTIFIER.at(
                    source,
                    position,
                    "a name in [brackets] in " + source.name() + " is never closed",
                    "close it with ]");
        }
        position = close + 1;
        return TokenKind.QUOTED_IDENTIFIER;
    }

    private TokenKind readNumberedParameter() {
        position++;
        while (isDigit(at(position))) {
            position++;
        }
        return TokenKind.PARAMETER;
    }

    /** {@code :name}, and {@code $name::part(index)} as Tcl writes it, which SQLite reads too. */
    private TokenKind readNamedParameter() {
        int nameStart = ++position;
        while (isWordPart(at(position)) || (at(position) == ':' && at(position + 1) == ':')) {
            position += at(position) == ':' ? 2 : 1;
        }
        if (at(position) == '(' && position > nameStart) {
            int close = position + 1;
            while (at(close) != END && at(close) != ')' && !isWhiteSpace(at(close))) {
                close++;
            }
            if (at(close) == ')') {
                position = close + 1;
            }
        }
        return TokenKind.PARAMETER;
    }

    private TokenKind readNumber() {
        boolean isHexadecimal = text.charAt(position) == '0' && (at(position + 1) == 'x' || at(position + 1) == 'X');
        if (isHexadecimal) {
            readWord();
            return TokenKind.NUMBER;
        }
        skipDecimal();
        if (at(position) == '.') {
            position++;
            skipDecimal();
        }
        return TokenKind.NUMBER;
    }

    /** Digits, the letters that adhere to them, and the sign of an exponent. */
    private void skipDecimal() {
        while (isWordPart(at(position)) || isExponentSign()) {
            position++;
        }
    }

    private boolean isExponentSign() {
        char sign = at(position);
        char before = text.charAt(position - 1);
        return (sign == '+' || sign == '-') && (before == 'e' || before == 'E') && isDigit(at(position + 1));
    }

    private TokenKind readOperator(char first, char second) {
        int length = switch (first) {
            case '-' -> second != '>' ? 1 : at(position + 2) == '>' ? 3 : 2;
            case '<' -> second == '=' || second == '>' || second == '<' ? 2 : 1;
            case '>' -> second == '=' || second == '>' ? 2 : 1;
            case '=', '!' -> second == '=' ? 2 : 1;
            case '|' -> second == '|' ? 2 : 1;
            default -> 1;
        };
        return take(length, TokenKind.OPERATOR);
    }
}
