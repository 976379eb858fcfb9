package dev.segue.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What kind of server to start: PostgreSQL 17 on any free port, thrown away at the end, unless told otherwise. */
public final class EmbeddedPostgresBuilder {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private int version = ProgramSearch.DEFAULT_MAJOR;
    private OptionalInt port = OptionalInt.empty();
    private Optional<Path> keptFolder = Optional.empty();

    EmbeddedPostgresBuilder() {}

    /** The major version, 14 to 18. All but 17 need their own dependency, or a jar in the local Maven repository. */
    public EmbeddedPostgresBuilder version(int major) {
        this.version = major;
        return this;
    }

    /**
     * Keeps the data in this folder, which must be new, empty or left by such a server. A server that already serves the
     * folder is joined, in whatever program it was started, with the settings and the port that it has; it stops when the
     * last program that uses it leaves.
     */
    public EmbeddedPostgresBuilder persistentIn(Path folder) {
        this.keptFolder = Optional.of(folder);
        return this;
    }

    /** A port of 127.0.0.1 instead of one that is free. */
    public EmbeddedPostgresBuilder port(int number) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + number);
        }
        this.port = OptionalInt.of(number);
        return this;
    }

    /** Any setting of postgresql.conf, such as {@code fsync} or {@code shared_preload_libraries}. */
    public EmbeddedPostgresBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Starts the server, or joins it; returns when it accepts connections. */
    public EmbeddedPostgres start() {
        return EmbeddedPostgres.start(version, keptFolder, port, Map.copyOf(settings));
    }
}
