package dev.segue.sql;

/**
 * A piece of SQL text.
 *
 * @param start offset of its first character in the text that was read
 * @param end offset behind its last character
 */
public record Token(TokenKind kind, int start, int end) {

    public boolean isComment() {
        return kind == TokenKind.LINE_COMMENT || kind == TokenKind.BLOCK_COMMENT;
    }

    public String in(String text) {
        return text.substring(start, end);
    }

    /** True when this is the given word, in any case and without quotes. */
    public boolean isWord(String text, String word) {
        if (kind != TokenKind.WORD || end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lowerCaseAscii(text.charAt(start + i)) != lowerCaseAscii(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Keywords are ASCII: to no database the Turkish {@code İ} is an I. */
    private static char lowerCaseAscii(char character) {
        return character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character;
    }
}
