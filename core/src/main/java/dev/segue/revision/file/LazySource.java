package dev.segue.revision.file;

import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source whose content is read when it is first asked for, and then kept. May be used by several threads. */
public final class LazySource implements RevisionSource {

    private static final String BETWEEN_FILES = "/";

    private final String location;
    private final String fingerprint;
    private final List<RevisionFile> files;
    private final Supplier<RevisionContent> reader;
    private final Function<RevisionContent, String> digest;
    private @Nullable RevisionContent content;
    private @Nullable String checksum;

    /** @param digest takes the checksum of the content */
    public LazySource(
            String location,
            String fingerprint,
            Supplier<RevisionContent> reader,
            Function<RevisionContent, String> digest) {
        this(location, fingerprint, List.of(), reader, digest);
    }

    /** @param files that it consists of; it is known by the first one */
    public LazySource(
            List<RevisionFile> files, Supplier<RevisionContent> reader, Function<RevisionContent, String> digest) {
        this(
                files.get(0).location(),
                files.stream().map(RevisionFile::fingerprint).collect(Collectors.joining(BETWEEN_FILES)),
                List.copyOf(files),
                reader,
                digest);
    }

    private LazySource(
            String location,
            String fingerprint,
            List<RevisionFile> files,
            Supplier<RevisionContent> reader,
            Function<RevisionContent, String> digest) {
        this.location = location;
        this.fingerprint = fingerprint;
        this.files = files;
        this.reader = reader;
        this.digest = digest;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** A file that is gone cannot be named: then it is the place as a whole. */
    @Override
    public String editedSince(String earlierFingerprint) {
        Set<String> then = Set.copyOf(List.of(earlierFingerprint.split(BETWEEN_FILES, -1)));
        String edited = files.stream()
                .filter(file -> !then.contains(file.fingerprint()))
                .map(RevisionFile::location)
                .collect(Collectors.joining(" and "));
        return edited.isEmpty() ? location : edited;
    }

    @Override
    public synchronized String checksum() {
        String known = checksum;
        if (known == null) {
            known = digest.apply(content());
            checksum = known;
        }
        return known;
    }

    @Override
    public synchronized RevisionContent content() {
        RevisionContent known = content;
        if (known == null) {
            known = reader.get();
            content = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return location;
    }
}
