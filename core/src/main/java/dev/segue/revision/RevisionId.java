package dev.segue.revision;

import org.jspecify.annotations.Nullable;

/**
 * The name of a revision, unique in its history and never changed.
 *
 * @param value 1 to 255 characters: letters, digits, {@code _} and {@code .}. The characters {@code @ + - :} belong to
 *     the grammar of {@link RevisionExpression}, and white space, slashes and quotes would invite accidents.
 */
public record RevisionId(String value) implements Comparable<RevisionId> {

    /** In words, for messages. */
    public static final String RULE = "1 to 255 letters, digits, underscores and dots, not beginning with a dot";

    private static final int LONGEST = 255;

    public RevisionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a revision id: \"" + value + "\"");
        }
    }

    /** Without a regular expression, because this is asked for every id of a history whenever a program starts. */
    public static boolean isValid(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int each = text.codePointAt(i);
            boolean isAllowed = each == '_' || (each == '.' && i > 0) || isLetterOrNumber(each);
            if (!isAllowed) {
                return false;
            }
            length++;
        }
        return length >= 1 && length <= LONGEST;
    }

    private static boolean isLetterOrNumber(int character) {
        if (character < 0x80) {
            return (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || (character >= 'A' && character <= 'Z');
        }
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** Written out, as {@link #equals} is, because the ones that records bring along cost a start ten milliseconds. */
    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RevisionId id && id.value.equals(value);
    }

    @Override
    public int compareTo(RevisionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
