package dev.segue.revision.source;

import java.util.Optional;

/** How the files in a migrations folder are named and divided. */
public enum Layout {
    /** Segue's own: the files say themselves which revisions they are. */
    SEGUE("segue"),
    FLYWAY("flyway"),
    GOLANG_MIGRATE("golang-migrate"),
    DBMATE("dbmate"),
    GOOSE("goose"),
    DIESEL("diesel");

    private final String word;

    Layout(String word) {
        this.word = word;
    }

    /** The layout with this name in configurations. */
    public static Optional<Layout> of(String word) {
        for (Layout layout : values()) {
            if (layout.word.equals(word)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** Its name in configurations. */
    public String word() {
        return word;
    }
}
