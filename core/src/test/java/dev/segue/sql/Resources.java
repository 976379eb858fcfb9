package dev.segue.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The test scripts beside these classes. A case in {@code postgresql.scripts} and its siblings is a title, a script, and
 * the statements that it is split into:
 * <pre>
 * === title
 * script
 * &gt;&gt;&gt;
 * first statement
 * &gt;&gt;&gt;
 * second statement
 * </pre>
 */
final class Resources {

    record SplitCase(String title, String script, List<String> statements) {}

    private Resources() {}

    static List<SplitCase> splitCases(SqlSyntax syntax) {
        return Arrays.stream(text(syntax.name().toLowerCase(Locale.ROOT) + ".scripts")
                        .split("(?m)^=== "))
                .filter(text -> !text.isBlank())
                .map(Resources::splitCase)
                .toList();
    }

    private static SplitCase splitCase(String text) {
        int titleEnd = text.indexOf('\n');
        List<String> parts = Arrays.stream(text.substring(titleEnd + 1).split("(?m)^>>>$"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return new SplitCase(text.substring(0, titleEnd), parts.get(0), parts.subList(1, parts.size()));
    }

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
