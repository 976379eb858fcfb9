package dev.segue.revision.file;

import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the directives at the top of a file say about its revision, collected line by line. */
final class SqlHeader {

    private final Set<DirectiveName> seen = EnumSet.noneOf(DirectiveName.class);
    private @Nullable RevisionId id;
    private RevisionKind kind = RevisionKind.SCHEMA;
    private @Nullable String message;
    private final Set<RevisionId> parents = new LinkedHashSet<>();
    private final List<String> dependsOn = new ArrayList<>();
    private final Set<String> labels = new LinkedHashSet<>();

    private SqlHeader() {}

    static SqlHeader of(List<Directive> directives) {
        SqlHeader header = new SqlHeader();
        for (Directive directive : directives) {
            header.take(directive);
        }
        return header;
    }

    private void take(Directive directive) {
        switch (directive.name()) {
            case REVISION -> takeRevision(directive);
            case MESSAGE -> takeMessage(directive);
            case PARENT -> takeParents(directive);
            case DEPENDS_ON -> dependsOn.addAll(directive.words());
            case LABEL -> labels.addAll(directive.words());
            case NO_TRANSACTION,
                    VERBATIM,
                    UPGRADE,
                    DOWNGRADE,
                    NOTHING,
                    IRREVERSIBLE,
                    BACKFILL,
                    PHASE,
                    VALUE,
                    BACK,
                    REMOVE_ENUM_VALUE -> {
                // They speak about the statements, and are read with them.
            }
        }
    }

    private void takeRevision(Directive directive) {
        refuseSecond(directive);
        List<String> words = directive.words();
        id = revisionId(words.get(0), directive);
        if (words.size() == 1 || (words.size() == 2 && words.get(1).equalsIgnoreCase("schema"))) {
            kind = RevisionKind.SCHEMA;
        } else if (words.size() == 2 && words.get(1).equalsIgnoreCase("data")) {
            kind = RevisionKind.DATA;
        } else {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "behind the id \"" + id + "\" only \"data\" or \"schema\" may follow",
                    "write -- segue:revision " + id + " data, or leave the second word out");
        }
    }

    private void takeParents(Directive directive) {
        for (String word : directive.words()) {
            parents.add(revisionId(word, directive));
        }
    }

    private void takeMessage(Directive directive) {
        refuseSecond(directive);
        message = OneLine.of(directive.argument());
    }

    private void refuseSecond(Directive directive) {
        if (!seen.add(directive.name())) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "\"" + directive.name() + "\" may stand in a file only once",
                    "take one of the lines out, or move what follows it to a file of its own");
        }
    }

    private static RevisionId revisionId(String word, Directive directive) {
        if (!RevisionId.isValid(word)) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "\"" + OneLine.of(word) + "\" cannot be the id of a revision",
                    "use " + RevisionId.RULE);
        }
        return new RevisionId(word);
    }

    /** Null when the file does not say which revision it is. */
    @Nullable
    RevisionId id() {
        return id;
    }

    RevisionKind kind() {
        return kind;
    }

    /** Null when the file has none. */
    @Nullable
    String message() {
        return message;
    }

    List<RevisionId> parents() {
        return List.copyOf(parents);
    }

    List<String> dependsOn() {
        return dependsOn;
    }

    Set<String> labels() {
        return labels;
    }
}
