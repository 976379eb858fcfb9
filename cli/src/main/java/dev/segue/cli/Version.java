package dev.segue.cli;

import java.util.Optional;

/** Which Segue this is, and on what it runs. */
public record Version(String segue, String java) {

    public static Version ofThis() {
        return new Version(
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                Runtime.version().toString());
    }

    public String sentence() {
        return "segue " + segue + " (Java " + java + ")";
    }
}
