package dev.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages about configuration say what the code does. */
class ConfigurationGuideTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void theTableOfKeysIsTheListOfSettings() throws IOException {
        List<String> rows = Files.readString(DOCS.resolve("guide/configuration.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| key |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(ConfigurationGuideTest::row)
                        .toList());
    }

    @Test
    void everyProblemHasASection() throws IOException {
        List<String> sections = Files.readString(DOCS.resolve("problems/CF.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(Arrays.stream(ConfigurationProblem.values())
                        .map(ConfigurationProblem::code)
                        .toList());
    }

    private static String row(Setting setting) {
        String value = setting.choices().isEmpty()
                ? setting.type().words()
                : setting.choices().stream().map(ConfigurationGuideTest::code).collect(Collectors.joining(", "));
        return String.join(
                        " | ",
                        "| " + code(setting.key()),
                        value,
                        code(setting.standard()),
                        setting.variable().map(ConfigurationGuideTest::code).orElse(""),
                        setting.description())
                + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
