package dev.segue.sql;

import java.util.List;

/** Tells from the first words of a statement whether it is CREATE, perhaps some fillers, and one of the given kinds. */
final class CreateHead {

    private enum State {
        AT_BEGINNING,
        BEHIND_CREATE,
        MATCHES,
        DIFFERS
    }

    private final String text;
    private final List<String> fillers;
    private final List<String> kinds;
    private State state = State.AT_BEGINNING;

    CreateHead(String text, List<String> fillers, List<String> kinds) {
        this.text = text;
        this.fillers = fillers;
        this.kinds = kinds;
    }

    void enter(Token token) {
        if (state == State.AT_BEGINNING) {
            state = token.isWord(text, "CREATE") ? State.BEHIND_CREATE : State.DIFFERS;
        } else if (state == State.BEHIND_CREATE && !isOneOf(fillers, token)) {
            state = isOneOf(kinds, token) ? State.MATCHES : State.DIFFERS;
        }
    }

    /** Once true, never false again. */
    boolean matches() {
        return state == State.MATCHES;
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
