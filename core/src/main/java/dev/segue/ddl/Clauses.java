package dev.segue.ddl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the clauses of one query or change begin, found at its own level only: what stands in parentheses belongs to
 * somebody else, and a word behind a dot or behind {@code AS} is a name.
 *
 * @param starts from the first token of a clause to its word, in upper case
 * @param end behind the last token
 */
record Clauses(TokenReader tokens, TreeMap<Integer, String> starts, int end) {

    static Clauses of(TokenReader tokens, int from, int end, Set<String> words) {
        TreeMap<Integer, String> starts = new TreeMap<>();
        int before = tokens.position();
        tokens.moveTo(from);
        while (tokens.position() < end) {
            int token = tokens.position();
            words.stream()
                    .filter(word -> beginsClause(tokens, token, word))
                    .findFirst()
                    .ifPresent(word -> starts.put(token, word));
            tokens.skip();
        }
        tokens.moveTo(before);
        return new Clauses(tokens, starts, end);
    }

    private static boolean beginsClause(TokenReader tokens, int token, String word) {
        if (!tokens.isWord(token, word) || tokens.isSign(token - 1, ".") || tokens.isWord(token - 1, "AS")) {
            return false;
        }
        return switch (word) {
            // IS DISTINCT FROM compares.
            case "FROM" -> !tokens.isWord(token - 1, "DISTINCT");
            // Joins have one too.
            case "ON" ->
                tokens.isWord(token + 1, "CONFLICT")
                        && (tokens.isSign(token + 2, "(")
                                || tokens.isWord(token + 2, "DO")
                                || tokens.isWord(token + 2, "ON"));
            default -> true;
        };
    }

    Optional<Integer> start(String word) {
        return starts.entrySet().stream()
                .filter(start -> start.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Behind the last token of the clause that begins here. */
    int endOf(int start) {
        Integer following = starts.higherKey(start);
        return following == null ? end : following;
    }
}
