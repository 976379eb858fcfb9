package dev.segue.revision.java;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes Java source apart as far as it takes to find an annotation in it: words, strings, and single other characters,
 * without comments. It never fails; what is no Java is left to the compiler to complain about.
 */
final class JavaLexer {

    private static final String TEXT_BLOCK = "\"\"\"";

    private final String text;
    private final List<JavaToken> tokens = new ArrayList<>();
    private int position;
    private int parentheses;

    private JavaLexer(String text) {
        this.text = text;
    }

    /** What stands before the body of the first class, and the brace that opens it. */
    static List<JavaToken> topOf(String text) {
        JavaLexer lexer = new JavaLexer(text);
        while (lexer.position < text.length() && !lexer.isAtBody()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    static List<JavaToken> tokens(String text) {
        JavaLexer lexer = new JavaLexer(text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    /** Inside parentheses a brace belongs to an annotation's list of values. */
    private boolean isAtBody() {
        return parentheses == 0
                && !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).is("{");
    }

    private void next() {
        char first = text.charAt(position);
        if (Character.isWhitespace(first)) {
            position++;
        } else if (text.startsWith("//", position)) {
            position = endOr(text.indexOf('\n', position), 0);
        } else if (text.startsWith("/*", position)) {
            position = endOr(text.indexOf("*/", position + 2), 2);
        } else if (text.startsWith(TEXT_BLOCK, position)) {
            take(JavaToken.Kind.TEXT_BLOCK, endOfTextBlock());
        } else if (first == '"') {
            take(JavaToken.Kind.STRING, endOfQuoted('"'));
        } else if (first == '\'') {
            take(JavaToken.Kind.OTHER, endOfQuoted('\''));
        } else if (Character.isJavaIdentifierStart(first)) {
            take(JavaToken.Kind.WORD, endOfWord());
        } else {
            parentheses += first == '(' ? 1 : first == ')' ? -1 : 0;
            take(JavaToken.Kind.OTHER, position + 1);
        }
    }

    private void take(JavaToken.Kind kind, int end) {
        tokens.add(new JavaToken(kind, position, text.substring(position, end)));
        position = end;
    }

    private int endOr(int found, int length) {
        return found < 0 ? text.length() : found + length;
    }

    private int endOfWord() {
        int end = position + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Behind the closing quote; a line end closes it too, as the compiler will say. */
    private int endOfQuoted(char quote) {
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private int endOfTextBlock() {
        int end = position + 3;
        while (end < text.length() && !text.startsWith(TEXT_BLOCK, end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 3, text.length());
    }
}
