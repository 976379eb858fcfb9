package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.Captured.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions, as a user sees them: each {@code $} line of a transcript is run, and what follows is what it says, with
 * its exit code. Times, durations and the machine are masked. To write them anew, run with {@code -Dtranscripts=write}.
 */
class TranscriptTest {

    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "transcripts");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"up_and_down", "looking", "scripts_and_plans", "stamping", "writing", "trouble", "backfills"})
    void sessionsReadAsWritten(String name) throws IOException {
        Path file = TRANSCRIPTS.resolve(name + ".txt");
        String expected = Files.readString(file);
        Project project = new Project(folder).shop();

        StringBuilder session = new StringBuilder();
        for (String command :
                expected.lines().filter(line -> line.startsWith("$ ")).toList()) {
            session.append(command).append('\n');
            session.append(told(project, command.substring(2)));
        }

        if (System.getProperty("transcripts", "").equals("write")) {
            Files.writeString(file, session);
        }
        assertThat(session.toString()).isEqualTo(expected);
    }

    private String told(Project project, String command) {
        if (command.startsWith("write ")) {
            String[] parts = command.split(" ", 3);
            project.write(parts[1], parts[2].replace("\\n", "\n"));
            return "";
        }
        if (!command.startsWith("segue")) {
            throw new IllegalArgumentException("a transcript runs segue, and not: " + command);
        }
        Said said = project.run(words(command.substring("segue".length()).strip()));
        return masked(said.output() + said.errors()) + "[" + said.exitCode().number() + "]\n\n";
    }

    /** Blanks separate words, except between double quotes. */
    private static String[] words(String command) {
        List<String> words = Arrays.stream(command.split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .map(word -> word.replace("\"", ""))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.toArray(String[]::new);
    }

    private String masked(String text) {
        return text.replace(folder.toString(), "FOLDER")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z?", "TIME")
                .replaceAll("\\d+ ms|\\d+\\.\\d s", "TOOK")
                .replaceAll("\"duration_ms\":\\d+", "\"duration_ms\":0")
                .replaceAll("took {2,}by", "took  by")
                .replaceAll("TOOK +", "TOOK  ")
                .replaceAll("TIME {2,}", "TIME  ")
                .replaceAll("when {2,}", "when  ")
                .replaceAll("\\d{8}_\\d{4}_[0-9a-f]{12}", "NEW")
                .replaceAll("\\(Java [^)]*\\)", "(Java)")
                .replaceAll("[\\w.+-]+@[\\w.+-]+", "WHO");
    }
}
