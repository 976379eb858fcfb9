package dev.segue.revision.file;

import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source whose content is read when it is first asked for, and then kept. May be used by several threads. */
public final class LazySource implements RevisionSource {

    private final String location;
    private final String fingerprint;
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
        this.location = location;
        this.fingerprint = fingerprint;
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
