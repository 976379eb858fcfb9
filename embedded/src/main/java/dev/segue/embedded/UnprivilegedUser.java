package dev.segue.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user {@code nobody} of this machine. */
record UnprivilegedUser(String name, int uid, int gid) {

    private static final Path USERS = Path.of("/etc/passwd");

    static Optional<UnprivilegedUser> find() {
        try {
            for (String line : Files.readAllLines(USERS, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", -1);
                if (fields.length > 3 && fields[0].equals("nobody")) {
                    return Optional.of(
                            new UnprivilegedUser(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
