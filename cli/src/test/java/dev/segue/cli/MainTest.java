package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MainTest {

    private static final String ENDLESS = """
            -- segue:revision aaaa1
            -- segue:message  takes its time
            -- segue:upgrade
            CREATE TABLE numbers (n integer);
            INSERT INTO numbers WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n FROM more WHERE n < 0;
            -- segue:downgrade
            DROP TABLE numbers;
            """;

    @TempDir
    private Path folder;

    private @Nullable Process process;

    @AfterEach
    void leavesNothingRunning() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void aSignalStopsTheStatementThatRunsAndSaysSo() throws Exception {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/aaaa1.sql"), ENDLESS);

        Process running = start("upgrade", "--url", "sqlite:numbers.db", "--format", "jsonl");
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        skipTo(lines, "INSERT INTO");
        running.toHandle().destroy(); // SIGTERM; the process itself would close its streams, too
        List<String> last = lines.lines().toList();

        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(128 + 15);
        assertThat(last).hasSize(1);
        assertThat(JsonParser.parseString(last.get(0))
                        .getAsJsonObject()
                        .getAsJsonObject("problem")
                        .get("code")
                        .getAsString())
                .isEqualTo("EX104");
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process started = builder.start();
        process = started;
        return started;
    }

    private static void skipTo(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertThat(line).contains(part);
    }
}
