package dev.segue.revision;

import java.util.regex.Pattern;

/**
 * The name of a revision, unique in its history and never changed.
 *
 * @param value 1 to 255 characters: letters, digits, {@code _} and {@code .}. The characters {@code @ + - :} belong to
 *     the grammar of {@link RevisionExpression}, and white space, slashes and quotes would invite accidents.
 */
public record RevisionId(String value) implements Comparable<RevisionId> {

    /** In words, for messages. */
    public static final String RULE = "1 to 255 letters, digits, underscores and dots, not beginning with a dot";

    private static final Pattern VALID = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.]{0,254}");

    public RevisionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a revision id: \"" + value + "\"");
        }
    }

    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
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
