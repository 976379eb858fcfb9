package dev.segue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who runs a process and where, for the record: {@code alice@build-7}. */
final class Actor {

    private static final Path NAME_OF_THIS_HOST = Path.of("/proc/sys/kernel/hostname");

    private Actor() {}

    /** Asks no name server: one that does not answer would hold up every run. */
    static String ofThisProcess() {
        String user = Optional.ofNullable(System.getProperty("user.name")).orElse("?");
        return user + "@" + host();
    }

    private static String host() {
        try {
            return Files.readString(NAME_OF_THIS_HOST).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("?");
        }
    }
}
