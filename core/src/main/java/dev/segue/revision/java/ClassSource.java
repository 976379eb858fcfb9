package dev.segue.revision.java;

import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionSource;
import dev.segue.revision.file.LazySource;
import dev.segue.revision.file.RevisionChecksum;
import dev.segue.sql.SqlSyntax;

/**
 * A revision on the class path. Its mark is taken from what it asks for, because what a class does also lies in the
 * classes that it uses.
 */
final class ClassSource implements RevisionSource {

    private final LazySource source;

    ClassSource(MigrationClass migration, SqlSyntax syntax) {
        this.source = new LazySource(
                migration.location(),
                "",
                () -> migration.content(syntax),
                content -> RevisionChecksum.of(
                        migration.header().id(), migration.header().kind(), content));
    }

    @Override
    public String location() {
        return source.location();
    }

    @Override
    public String editedSince(String earlierFingerprint) {
        return location();
    }

    @Override
    public String fingerprint() {
        return "class-" + source.checksum();
    }

    @Override
    public String checksum() {
        return source.checksum();
    }

    @Override
    public RevisionContent content() {
        return source.content();
    }
}
