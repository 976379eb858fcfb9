package dev.segue.configuration;

import java.util.Optional;
import java.util.OptionalInt;

/** Which database is meant. Neither {@link #display()} nor {@code toString} shows a secret. */
public sealed interface DatabaseUrl {

    /** How messages call the database: never with a password or a parameter. */
    String display();

    /**
     * A database that a driver connects to.
     *
     * @param jdbcUrl what the driver is given; user and password are taken out of it
     * @param display how messages call it
     */
    record Jdbc(String jdbcUrl, Optional<String> user, Optional<Secret> password, String display)
            implements DatabaseUrl {

        /** Leaves the URL out: its parameters may hold secrets of their own, such as the password of a key file. */
        @Override
        public String toString() {
            return display;
        }
    }

    /**
     * A server that Segue brings along and starts by itself.
     *
     * @param product such as {@code postgresql}
     * @param major the version, when one was asked for
     */
    record Embedded(String product, OptionalInt major) implements DatabaseUrl {

        @Override
        public String display() {
            return "embedded:" + product + (major.isPresent() ? ":" + major.getAsInt() : "");
        }

        @Override
        public String toString() {
            return display();
        }
    }
}
