package dev.segue.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path as somebody wrote it: relative to where it was written. */
final class ConfiguredPath {

    private ConfiguredPath() {}

    static Path of(String text, Path baseFolder, Origin origin) {
        if (text.isBlank()) {
            throw origin.problem(
                    ConfigurationProblem.EMPTY_VALUE, origin.subject() + " is an empty path", "write a path");
        }
        try {
            return baseFolder.resolve(text).normalize();
        } catch (InvalidPathException invalid) {
            throw origin.problem(
                    ConfigurationProblem.BAD_PATH,
                    origin.subject() + " cannot be a path: \"" + printable(text) + "\"",
                    "take the characters out that no file name can have");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
