package dev.segue.conformance.support;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Folders of revisions that come with the tests. */
public final class Histories {

    private Histories() {}

    /** Every kind of statement and every kind of revision that PostgreSQL and Segue have. */
    public static Path everything() {
        return folder("/histories/everything");
    }

    /** Stories about one change each. */
    public static Path scenarios() {
        return folder("/scenarios");
    }

    private static Path folder(String name) {
        URL url = Objects.requireNonNull(Histories.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
