package dev.segue.sql;

import java.util.ArrayList;
import java.util.List;

/** Tells from the first words of a statement whether it is CREATE, perhaps some fillers, and one of the given kinds. */
final class CreateHead {

    /** CREATE OR REPLACE FUNCTION is as long as it gets. */
    private static final int LONGEST = 4;

    private final String text;
    private final List<String> fillers;
    private final List<String> kinds;
    private final List<Token> words = new ArrayList<>(LONGEST);

    CreateHead(String text, List<String> fillers, List<String> kinds) {
        this.text = text;
        this.fillers = fillers;
        this.kinds = kinds;
    }

    void enter(Token token) {
        if (words.size() < LONGEST) {
            words.add(token);
        }
    }

    /** Asked seldom, unlike {@link #enter}. Once true, never false again. */
    boolean matches() {
        if (words.isEmpty() || !words.get(0).isWord(text, "CREATE")) {
            return false;
        }
        for (Token word : words.subList(1, words.size())) {
            if (isOneOf(kinds, word)) {
                return true;
            }
            if (!isOneOf(fillers, word)) {
                return false;
            }
        }
        return false;
    }

    private boolean isOneOf(List<String> words, Token token) {
        for (String word : words) {
            if (token.isWord(text, word)) {
                return true;
            }
        }
        return false;
    }
}
