package dev.segue.revision.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that may stand behind {@code -- segue:}. */
enum DirectiveName {
    REVISION("revision"),
    PARENT("parent", "parents"),
    DEPENDS_ON("depends-on", "depends"),
    LABEL("label", "labels"),
    MESSAGE("message"),
    NO_TRANSACTION("no-transaction"),
    VERBATIM("verbatim"),
    UPGRADE("upgrade"),
    DOWNGRADE("downgrade"),
    NOTHING("nothing"),
    IRREVERSIBLE("irreversible"),
    BACKFILL("backfill"),
    PHASE("phase"),
    VALUE("value"),
    BACK("back"),
    REMOVE_ENUM_VALUE("remove-enum-value");

    private static final Map<String, DirectiveName> BY_SPELLING = new HashMap<>();

    static {
        for (DirectiveName name : values()) {
            BY_SPELLING.put(name.word, name);
            BY_SPELLING.put(name.otherSpelling, name);
        }
    }

    private final String word;
    private final String otherSpelling;

    DirectiveName(String word) {
        this(word, word);
    }

    DirectiveName(String word, String otherSpelling) {
        this.word = word;
        this.otherSpelling = otherSpelling;
    }

    static Optional<DirectiveName> of(String written) {
        DirectiveName name = BY_SPELLING.get(written);
        return Optional.ofNullable(name == null ? BY_SPELLING.get(written.toLowerCase(Locale.ROOT)) : name);
    }

    /** Every word that is understood. */
    static List<String> all() {
        List<String> words = new ArrayList<>();
        for (DirectiveName name : values()) {
            words.add(name.word);
        }
        return words;
    }

    @Override
    public String toString() {
        return "segue:" + word;
    }
}
