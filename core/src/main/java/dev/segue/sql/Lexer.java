package dev.segue.sql;

import java.util.List;
import java.util.Optional;

/** Reads the tokens of a text one after the other. What is a quote, a comment or an operator, each database decides. */
abstract class Lexer {

    /** Stands behind the last character; {@link SqlScanner} sees to it that no text contains it. */
    protected static final char END = '\0';

    protected final SourceText source;
    protected final String text;
    /** The character that is read next. */
    protected int position;

    protected Lexer(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.position = source.start();
    }

    /** Reads the token that begins at {@link #position}, which is left behind its end. */
    protected abstract TokenKind read(char first);

    protected abstract boolean isWhiteSpace(char character);

    /** Rules for the end of one statement; asked for at each statement's first token. */
    abstract Nesting nesting();

    /** Called where a statement may begin, so that lines which speak to the client can be dealt with. */
    void beforeStatement() {}

    /** Called behind the delimiter of a statement; takes the lines that are not SQL but belong to it. */
    Optional<CopyRows> rowsFor(List<Token> statement) {
        return Optional.empty();
    }

    /** Called behind the last token. */
    void requireClosed() {}

    boolean isDelimiter(Token token) {
        return token.kind() == TokenKind.PUNCTUATION && text.charAt(token.start()) == ';';
    }

    final boolean hasNext() {
        skipWhiteSpace();
        return position < text.length();
    }

    /** The token behind the white space; its offsets count from the beginning of the whole text. */
    final Token next() {
        int start = position;
        TokenKind kind = read(text.charAt(start));
        return new Token(kind, start, position);
    }

    protected final void skipWhiteSpace() {
        while (position < text.length() && isWhiteSpace(text.charAt(position))) {
            position++;
        }
    }

    protected final char at(int offset) {
        return offset < text.length() ? text.charAt(offset) : END;
    }

    protected final TokenKind take(int length, TokenKind kind) {
        position += length;
        return kind;
    }

    /** Reads to the closing quote, where a doubled quote stands for itself. */
    protected final TokenKind readQuoted(int openingQuote, TokenKind kind) {
        char quote = text.charAt(openingQuote);
        int close = text.indexOf(quote, openingQuote + 1);
        while (close >= 0 && at(close + 1) == quote) {
            close = text.indexOf(quote, close + 2);
        }
        if (close < 0) {
            throw unclosed(kind, quote);
        }
        position = close + 1;
        return kind;
    }

    /** As {@link #readQuoted}, and a backslash takes away the meaning of the character behind it. */
    protected final TokenKind readEscaped(int openingQuote) {
        char quote = text.charAt(openingQuote);
        for (int i = openingQuote + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                i++;
            } else if (character == quote && at(i + 1) == quote) {
                i++;
            } else if (character == quote) {
                position = i + 1;
                return TokenKind.STRING;
            }
        }
        throw unclosed(TokenKind.STRING, quote);
    }

    protected final TokenKind readLineComment() {
        while (position < text.length() && !endsLine(text.charAt(position))) {
            position++;
        }
        return TokenKind.LINE_COMMENT;
    }

    protected boolean endsLine(char character) {
        return character == '\n';
    }

    /** Reads to the first end mark: comments do not nest, except in PostgreSQL. */
    protected TokenKind readBlockComment() {
        int close = text.indexOf("*/", position + 2);
        if (close < 0) {
            throw unclosedComment(position);
        }
        position = close + 2;
        return TokenKind.BLOCK_COMMENT;
    }

    protected final RuntimeException unclosedComment(int start) {
        return SqlProblem.UNCLOSED_COMMENT.at(
                source,
                start,
                "a comment in " + source.name() + " has no end",
                "close it with */, or begin each of its lines with --");
    }

    private RuntimeException unclosed(TokenKind kind, char quote) {
        boolean isString = kind == TokenKind.STRING;
        return (isString ? SqlProblem.UNCLOSED_STRING : SqlProblem.UNCLOSED_IDENTIFIER)
                .at(
                        source,
                        position,
                        (isString ? "a string in " : "a quoted name in ") + source.name() + " has no closing " + quote,
                        "close it with " + quote + "; a " + quote + " inside is written twice (" + quote + quote
                                + "), so look for one that stands alone here or before");
    }

    protected static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    protected static boolean isHexDigit(char character) {
        return isDigit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
    }

    /** Letters as the lexers of all three databases see them: whatever is not ASCII belongs to names. */
    protected static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_'
                || character >= 0x80;
    }

    protected static boolean isWordPart(char character) {
        return isLetter(character) || isDigit(character) || character == '$';
    }

    protected TokenKind readWord() {
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        return TokenKind.WORD;
    }
}
