package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about commands say what the code does. */
class CommandsGuideTest {

    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    private Path folder;

    @Test
    void everyCommandHasARowAndASection() throws IOException {
        String guide = guide();

        for (Commands.Entry command : Commands.all()) {
            assertThat(guide).contains("\n| [`" + command.name() + "`](#" + command.name() + ") | ");
            assertThat(guide).contains("\n## " + command.name() + "\n");
        }
    }

    @Test
    void everyOptionIsExplained() throws IOException {
        String guide = guide();

        for (String name : namesOfCommands()) {
            String help = new Captured(folder).run(name, "--help").output();
            List<String> options = Pattern.compile("(?m)^ .*?(--[a-z-]+)")
                    .matcher(help)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            options.forEach(option -> assertThat(guide).as("of %s", name).contains("`" + option));
        }
    }

    @Test
    void theTableOfExitCodesIsTheListOfExitCodes() throws IOException {
        List<String> rows = guide().lines()
                .dropWhile(line -> !line.equals("| code | meaning |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> "| " + code.number() + " | " + code.meaning() + " |")
                        .toList());
    }

    @Test
    void everyProblemHasASection() throws IOException {
        List<String> sections = Files.readString(DOCS.resolve("problems/CL.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(
                        Arrays.stream(CliProblem.values()).map(CliProblem::code).toList());
    }

    private static List<String> namesOfCommands() {
        return Stream.concat(Stream.of("--help"), Commands.all().stream().map(Commands.Entry::name))
                .toList();
    }

    private static String guide() throws IOException {
        return Files.readString(DOCS.resolve("guide/commands.md"));
    }
}
