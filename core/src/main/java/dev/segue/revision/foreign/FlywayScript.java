package dev.segue.revision.foreign;

import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.RevisionFile;
import dev.segue.sql.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One script with what stands beside it.
 *
 * @param configuration the file {@code <script>.conf}, if there is one
 */
record FlywayScript(RevisionFile file, Optional<RevisionFile> configuration, Placeholders placeholders) {

    /** The text with its placeholders replaced, as it is run. */
    SourceText source() {
        return settings().placeholderReplacement() ? known().replaceIn(file.source()) : file.source();
    }

    /** The text as far as it is the same in every environment. */
    SourceText lastingSource() {
        return settings().placeholderReplacement() ? known().neutralizeIn(file.source()) : file.source();
    }

    TransactionWish transactionWish() {
        return TransactionWish.noneIf(!settings().executeInTransaction());
    }

    List<RevisionFile> files() {
        return Stream.concat(Stream.of(file), configuration.stream()).toList();
    }

    /** A mark of the script and its configuration. */
    String fingerprint() {
        return file.fingerprint()
                + configuration.map(conf -> "/" + conf.fingerprint()).orElse("");
    }

    private ScriptConfiguration settings() {
        return configuration.map(ScriptConfiguration::of).orElse(ScriptConfiguration.USUAL);
    }

    private Placeholders known() {
        return placeholders.with(Placeholders.FILE_NAME, file.name());
    }
}
