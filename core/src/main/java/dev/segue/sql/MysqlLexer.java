package dev.segue.sql;

/**
 * The lexical rules of MySQL and MariaDB under their default SQL mode, that is with backslash escapes and {@code "} for
 * strings, and the DELIMITER lines of their client.
 */
final class MysqlLexer extends Lexer {

    private static final String USUAL_DELIMITER = ";";
    private static final String DELIMITER = "DELIMITER";
    private static final int NONE = -1;

    private String delimiter = USUAL_DELIMITER;
    private int lastDelimiter = NONE;
    /** Where the versioned comment began whose end is still to come. */
    private int versionedComment = NONE;

    MysqlLexer(SourceText source) {
        super(source);
    }

    /** Who chose another delimiter said where statements end; bodies need not be understood then. */
    @Override
    Nesting nesting() {
        return delimiter.equals(USUAL_DELIMITER) ? new MysqlNesting(source) : Nesting.NONE;
    }

    @Override
    boolean isDelimiter(Token token) {
        return token.start() == lastDelimiter;
    }

    @Override
    void beforeStatement() {
        skipWhiteSpace();
        while (isDelimiterLine()) {
            readDelimiterLine();
            skipWhiteSpace();
        }
    }

    private boolean isDelimiterLine() {
        int behind = position + DELIMITER.length();
        return behind <= text.length()
                && new Token(TokenKind.WORD, position, behind).isWord(text, DELIMITER)
                && (behind == text.length() || isWhiteSpace(text.charAt(behind)));
    }

    private void readDelimiterLine() {
        int start = position;
        readLineComment();
        String argument = text.substring(start + DELIMITER.length(), position).strip();
        String chosen = argument;
        if (!argument.isEmpty() && "'\"`".indexOf(argument.charAt(0)) >= 0) {
            int close = argument.indexOf(argument.charAt(0), 1);
            chosen = argument.substring(1, close < 0 ? argument.length() : close);
        } else {
            int end = 0;
            while (end < argument.length() && !isWhiteSpace(argument.charAt(end))) {
                end++;
            }
            chosen = argument.substring(0, end);
        }
        if (chosen.isEmpty() || chosen.contains("\\")) {
            throw SqlProblem.MISSING_DELIMITER.at(
                    source,
                    start,
                    "DELIMITER in " + source.name() + " is not followed by a usable delimiter",
                    "write characters other than a backslash behind it, such as DELIMITER //");
        }
        delimiter = chosen;
    }

    @Override
    void requireClosed() {
        if (versionedComment != NONE) {
            throw unclosedComment(versionedComment);
        }
    }

    @Override
    protected boolean isWhiteSpace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    @Override
    protected TokenKind read(char first) {
        if (versionedComment == NONE && text.startsWith(delimiter, position)) {
            lastDelimiter = position;
            return take(delimiter.length(), TokenKind.PUNCTUATION);
        }
        if (isDigit(first)) {
            return readNumber();
        }
        if (isLetter(first) || first == '$') {
            return readWordOrPrefixedString(first);
        }
        char second = at(position + 1);
        return switch (first) {
            case '\'', '"' -> readEscaped(position);
            case '`' -> readQuoted(position, TokenKind.QUOTED_IDENTIFIER);
            case '#' -> readLineComment();
            case '-' ->
                second == '-' && isBlankOrControl(position + 2) ? readLineComment() : readOperator(first, second);
            case '/' -> second == '*' ? readComment() : readOperator(first, second);
            case '*' ->
                second == '/' && versionedComment != NONE ? readEndOfVersionedComment() : readOperator(first, second);
            case '(', ')', '[', ']', ',', ';' -> take(1, TokenKind.PUNCTUATION);
            case '.' -> isDigit(second) ? readNumber() : take(1, TokenKind.PUNCTUATION);
            case ':' -> second == '=' ? take(2, TokenKind.OPERATOR) : take(1, TokenKind.PUNCTUATION);
            case '?' -> take(1, TokenKind.PARAMETER);
            case '\\' -> readBackslash(second);
            default -> readOperator(first, second);
        };
    }

    private boolean isBlankOrControl(int offset) {
        return at(offset) <= ' ' || at(offset) == '\u007f';
    }

    private TokenKind readWordOrPrefixedString(char first) {
        if (at(position + 1) == '\'') {
            switch (first) {
                case 'n', 'N' -> {
                    return readEscaped(position + 1);
                }
                case 'b', 'B', 'x', 'X' -> {
                    return readQuoted(position + 1, TokenKind.STRING);
                }
                default -> {
                    return readWord();
                }
            }
        }
        return readWord();
    }

    /** A delimiter of one's own ends a word even where its characters could belong to the word, as in {@code END$$}. */
    @Override
    protected TokenKind readWord() {
        boolean isUsual = delimiter.equals(USUAL_DELIMITER);
        while (isWordPart(at(position)) && (isUsual || !text.startsWith(delimiter, position))) {
            position++;
        }
        return TokenKind.WORD;
    }

    /** Comments for certain versions ({@code /*!50003 …}) are code: only their marks are read here, as operators. */
    private TokenKind readComment() {
        int mark = position + (at(position + 2) == 'M' ? 3 : 2);
        if (at(mark) != '!') {
            return readBlockComment();
        }
        versionedComment = position;
        position = mark + 1;
        while (isDigit(at(position))) {
            position++;
        }
        return TokenKind.OPERATOR;
    }

    private TokenKind readEndOfVersionedComment() {
        versionedComment = NONE;
        return take(2, TokenKind.OPERATOR);
    }

    /** {@code \N} is NULL; any other backslash speaks to the client. */
    private TokenKind readBackslash(char second) {
        if (second != 'N') {
            throw ClientCommand.ofMysql(source, position);
        }
        return take(2, TokenKind.WORD);
    }

    /** What begins with a digit may be a name as well: {@code 1e5} is a number, {@code 1st} is not. */
    private TokenKind readNumber() {
        int start = position;
        skipDigits();
        boolean isWhole = position > start;
        if (at(position) == '.' && at(position + 1) != '.') {
            position++;
            skipDigits();
            isWhole = false;
        }
        if (skipExponent()) {
            return TokenKind.NUMBER;
        }
        int numberEnd = position;
        if (isWhole) {
            readWord();
        }
        return position == numberEnd || isBased(start) ? TokenKind.NUMBER : TokenKind.WORD;
    }

    private void skipDigits() {
        while (isDigit(at(position))) {
            position++;
        }
    }

    private boolean skipExponent() {
        if (at(position) != 'e' && at(position) != 'E') {
            return false;
        }
        char sign = at(position + 1);
        int end = sign == '+' || sign == '-' ? position + 2 : position + 1;
        int firstDigit = end;
        while (isDigit(at(end))) {
            end++;
        }
        if (end == firstDigit || isWordPart(at(end))) {
            return false;
        }
        position = end;
        return true;
    }

    /** True for {@code 0x1F} and {@code 0b01}, with the letter in lower case only. */
    private boolean isBased(int start) {
        char base = at(start + 1);
        if (text.charAt(start) != '0' || (base != 'x' && base != 'b') || position == start + 2) {
            return false;
        }
        for (int i = start + 2; i < position; i++) {
            char digit = text.charAt(i);
            if (base == 'x' ? !isHexDigit(digit) : digit != '0' && digit != '1') {
                return false;
            }
        }
        return true;
    }

    private TokenKind readOperator(char first, char second) {
        int length = switch (first) {
            case '<' -> second == '=' && at(position + 2) == '>' ? 3 : "=><".indexOf(second) >= 0 ? 2 : 1;
            case '>' -> second == '=' || second == '>' ? 2 : 1;
            case '-' -> second != '>' ? 1 : at(position + 2) == '>' ? 3 : 2;
            case '!' -> second == '=' ? 2 : 1;
            case '|', '&', '@' -> second == first ? 2 : 1;
            default -> 1;
        };
        return take(length, TokenKind.OPERATOR);
    }
}
