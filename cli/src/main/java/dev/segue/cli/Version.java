package dev.segue.cli;

import java.util.Optional;

/** Which Segue this is, and on what it runs. */
record Version(String segue, String java) {

    static Version ofThis() {
        return new Version(
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                Runtime.version().toString());
    }

    String sentence() {
        return "segue " + segue + " (Java " + java + ")";
    }
}
