package dev.segue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who runs a process and where, for the record: {@code alice@build-7}. */
final class Actor {

    private static final String NAME_OF_THIS_HOST = "/proc/sys/kernel/hostname";

    private Actor() {}

    /** Asks no name server: one that does not answer would hold up every run. */
    static String ofThisProcess() {
        String user = Optional.ofNullable(System.getProperty("user.name")).orElse("?");
        return user + "@" + host();
    }

    private static String host() {
        // Quicker to begin with than a channel, and every run waits for it.
        try (InputStream stream = new FileInputStream(NAME_OF_THIS_HOST)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("?");
        }
    }
}
