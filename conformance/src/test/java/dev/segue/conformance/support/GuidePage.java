package dev.segue.conformance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The complete revisions on a page of the guide, as its readers copy them.
 *
 * @param revisions their texts by their ids
 */
public record GuidePage(String name, Map<String, String> revisions) {

    private static final Path PATTERNS = Path.of("..", "docs", "guide", "patterns");
    private static final Pattern BLOCK =
            Pattern.compile("```sql\\n(-- segue:revision +(\\w+)\\n.*?)```", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("^-- segue:parent +(\\w+)$", Pattern.MULTILINE);

    /** Stands for whatever a reader has before it. */
    private static final String BEFORE_IT = """
            -- segue:revision %s
            -- segue:message what is there already

            -- segue:upgrade
            -- segue:nothing "the tables are there"

            -- segue:downgrade
            -- segue:nothing "they stay"
            """;

    /** @param name of a file among the patterns */
    public static GuidePage named(String name) {
        Map<String, String> revisions = new LinkedHashMap<>();
        BLOCK.matcher(read(PATTERNS.resolve(name)))
                .results()
                .forEach(block -> revisions.put(block.group(2), block.group(1)));
        return new GuidePage(name, revisions);
    }

    /** Writes one of them into a folder, and what it follows if that is not there. */
    public void copy(String id, Path folder) {
        String text = Optional.ofNullable(revisions.get(id))
                .orElseThrow(() -> new IllegalArgumentException(name + " has no revision " + id));
        write(folder, id, text);
        PARENT.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(parent -> !Files.exists(file(folder, parent)))
                .forEach(parent -> write(folder, parent, BEFORE_IT.formatted(parent)));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path folder, String id, String text) {
        try {
            Files.writeString(file(folder, id), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path file(Path folder, String id) {
        return folder.resolve(id + ".sql");
    }
}
