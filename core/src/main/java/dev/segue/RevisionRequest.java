package dev.segue;

import dev.segue.revision.RevisionKind;
import java.util.List;
import java.util.Optional;

/**
 * A revision that someone wants to write.
 *
 * @param message one line for a person; may be empty
 * @param language what its file is written in
 * @param parent the place that it follows, in the words of a user; the only head when none is given
 * @param splice true to let it follow a revision that has a follower already, which begins a branch there
 * @param labels names for the line that begins with it
 * @param dependsOn what must be applied before it without being its parent
 * @param id the id that the user wants; an invented one when none is given
 */
public record RevisionRequest(
        String message,
        RevisionKind kind,
        Language language,
        Optional<String> parent,
        boolean splice,
        List<String> labels,
        List<String> dependsOn,
        Optional<String> id) {

    public RevisionRequest {
        labels = List.copyOf(labels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** What a revision is written in. */
    public enum Language {
        SQL,
        JAVA
    }

    /** A schema revision in SQL that simply comes next. */
    public static RevisionRequest called(String message) {
        return new RevisionRequest(
                message,
                RevisionKind.SCHEMA,
                Language.SQL,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty());
    }
}
