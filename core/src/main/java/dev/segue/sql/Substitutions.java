package dev.segue.sql;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What was put into a text in the place of placeholders: the way from a place in the text that is run back to the text as
 * it is written, so that messages show the user's own words and never a value, which may be a secret.
 *
 * @param written the text as it is in the file
 * @param all in the order of their places
 */
public record Substitutions(String written, List<Substitution> all) {

    /** Shorter values are no secrets, and are found in every sentence. */
    private static final int SHORTEST_HIDDEN_VALUE = 4;

    /** What can begin or end a string, a name, a comment or a parenthesis. */
    private static final Pattern SIGN_OF_SQL = Pattern.compile("['\"`$\\\\()\\[\\]]|--|/\\*|\\*/");

    static final Substitutions NONE = new Substitutions("", List.of());

    public Substitutions {
        all = List.copyOf(all);
    }

    /**
     * One placeholder.
     *
     * @param start offset of the value in the text that is run
     * @param value what stands there
     * @param writtenStart offset of the placeholder in the text as it is written
     * @param placeholder what stands there
     */
    public record Substitution(int start, String value, int writtenStart, String placeholder) {

        private int end() {
            return start + value.length();
        }

        private int writtenEnd() {
            return writtenStart + placeholder.length();
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The place in the written text; anywhere inside a value it is the beginning of its placeholder. */
    int writtenOffset(int offset) {
        if (isEmpty()) {
            return offset;
        }
        int shift = 0;
        for (Substitution each : all) {
            if (offset < each.start()) {
                break;
            }
            if (offset < each.end()) {
                return each.writtenStart();
            }
            shift = each.writtenEnd() - each.end();
        }
        return offset + shift;
    }

    /** As the place behind the last character of a part: a part that ends inside a value ends behind its placeholder. */
    int writtenEnd(int end) {
        if (isEmpty()) {
            return end;
        }
        int shift = 0;
        for (Substitution each : all) {
            if (end <= each.start()) {
                break;
            }
            if (end <= each.end()) {
                return each.writtenEnd();
            }
            shift = each.writtenEnd() - each.end();
        }
        return end + shift;
    }

    /** Which placeholders may be the reason when the text cannot be taken apart; their values are not shown. */
    List<String> suspicions() {
        return all.stream()
                .filter(each -> SIGN_OF_SQL.matcher(each.value()).find())
                .map(Substitution::placeholder)
                .distinct()
                .map(placeholder -> "perhaps because of " + placeholder
                        + ": its value is put in as it is, and holds a quote or another sign of SQL")
                .toList();
    }

    /** A sentence of somebody else, such as the database, with the placeholders in the place of their values. */
    String hideValuesIn(String sentence) {
        String hidden = sentence;
        for (Substitution each : all) {
            if (each.value().length() >= SHORTEST_HIDDEN_VALUE) {
                hidden = hidden.replace(each.value(), each.placeholder());
            }
        }
        return hidden;
    }
}
