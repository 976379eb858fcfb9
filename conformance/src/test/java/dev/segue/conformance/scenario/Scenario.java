package dev.segue.conformance.scenario;

import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One change under two applications, as a file tells it: the title first, then what the story is about, then its sections. */
public record Scenario(String title, Map<Section, String> sections) {

    private static final String HEADING = "== ";

    public Scenario {
        sections = Map.copyOf(sections);
    }

    /** All files of the folder, in the order of their names. */
    public static List<Scenario> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".scenario"))
                    .sorted()
                    .map(Scenario::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Scenario read(Path file) {
        try {
            return of(Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException(file + ": " + mistake.getMessage(), mistake);
        }
    }

    private static Scenario of(List<String> lines) {
        Map<Section, StringBuilder> texts = new EnumMap<>(Section.class);
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(HEADING)) {
                text = new StringBuilder();
                if (texts.put(Section.titled(line.substring(HEADING.length()).strip()), text) != null) {
                    throw new IllegalArgumentException("twice: " + line);
                }
            } else {
                text.append(line).append('\n');
            }
        }
        Map<Section, String> sections = new EnumMap<>(Section.class);
        texts.forEach(
                (section, content) -> sections.put(section, content.toString().strip()));
        return new Scenario(lines.get(0).strip(), sections);
    }

    public String text(Section section) {
        return sections.getOrDefault(section, "");
    }

    boolean tells(Section section) {
        return sections.containsKey(section);
    }

    public List<String> statements(Section section, int rows) {
        SourceText source = new SourceText(title, text(section).replace("{rows}", String.valueOf(rows)));
        return SqlScanner.scan(source, SqlSyntax.POSTGRESQL).statements().stream()
                .map(SqlStatement::text)
                .toList();
    }

    public List<Check> checks(Section section, int rows) {
        List<Check> checks = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line :
                text(section).replace("{rows}", String.valueOf(rows)).lines().toList()) {
            if (line.startsWith(Check.ARROW)) {
                checks.add(new Check(
                        statement.toString().strip(),
                        line.substring(Check.ARROW.length()).strip()));
                statement = new StringBuilder();
            } else {
                statement.append(line).append('\n');
            }
        }
        if (!statement.toString().isBlank()) {
            throw new IllegalArgumentException(
                    "nothing is expected of: " + statement.toString().strip());
        }
        return checks;
    }

    /** What the lines of these sections say, without empty ones. */
    public List<String> phrases(Section section) {
        return text(section)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
