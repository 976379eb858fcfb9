package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class MainTest {

    private static final String IN_THE_BACKGROUND =
            "whoever is started in the background of a script never hears of Ctrl-C";

    private static final String ENDLESS = """
            -- segue:revision aaaa1
            -- segue:message  takes its time
            -- segue:upgrade
            CREATE TABLE numbers (n integer);
            INSERT INTO numbers WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n FROM more WHERE n < 0;
            -- segue:downgrade
            DROP TABLE numbers;
            """;

    private static final String STUBBORN = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.Migration;
            import dev.segue.revision.RevisionHeader;

            @RevisionHeader(id = "aaaa1", message = "does not listen")
            public final class Stubborn extends Migration {

                @Override
                public void upgrade(Operations op) {
                    op.execute("CREATE TABLE numbers (n integer)");
                    op.run("wait for ever", session -> {
                        while (true) {
                            try {
                                Thread.sleep(1_000);
                            } catch (InterruptedException ignored) {
                                continue;
                            }
                        }
                    });
                }

                @Override
                public void downgrade(Operations op) {
                    op.execute("DROP TABLE numbers");
                }
            }
            """;

    /** The last digits of a mask in which it is ignored. */
    private static final String HANGUP = "[13579bdf]";

    private static final String INTERRUPT = "[2367abef]";

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
        write("aaaa1.sql", ENDLESS);

        Process running = start("upgrade", "--url", "sqlite:numbers.db", "--format", "jsonl");
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        skipTo(lines, "INSERT INTO");
        running.toHandle().destroy(); // SIGTERM; the process itself would close its streams, too
        List<String> last = lines.lines().toList();

        assertThat(running.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).isEqualTo(128 + 15);
        assertThat(last).hasSize(1);
        assertThat(JsonParser.parseString(last.get(0))
                        .getAsJsonObject()
                        .getAsJsonObject("problem")
                        .get("code")
                        .getAsString())
                .isEqualTo("EX104");
    }

    @Test
    void ctrlCEndsWithTheCodeOfAnInterruption() throws Exception {
        assumeTrue(isHeard(INTERRUPT), IN_THE_BACKGROUND);
        write("aaaa1.sql", ENDLESS);

        Process running = start("upgrade", "--url", "sqlite:numbers.db", "--format", "jsonl");
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        skipTo(lines, "INSERT INTO");
        signal("INT", running);

        assertThat(lines.lines().toList()).hasSize(1);
        assertThat(running.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).isEqualTo(ExitCode.INTERRUPTED.number());
    }

    /** The shell and the system tell it both, so that the signal comes twice. */
    @Test
    void aTerminalThatIsClosedStopsTheStatementThatRunsToo() throws Exception {
        assumeTrue(isHeard(HANGUP), "the tests outlive their terminal, which their processes inherit");
        write("aaaa1.sql", ENDLESS);

        Process running = start("upgrade", "--url", "sqlite:numbers.db", "--format", "jsonl");
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        skipTo(lines, "INSERT INTO");
        signal("HUP", running);
        signal("HUP", running);
        List<String> last = lines.lines().toList();

        assertThat(running.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).isEqualTo(ExitCode.HUNG_UP.number());
        assertThat(last).singleElement().asString().contains("\"code\":\"EX104\"");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSecondSignalDoesNotWaitForCodeThatIgnoresTheFirst(String name, int exitCode) throws Exception {
        assumeTrue(name.equals("TERM") || isHeard(INTERRUPT), IN_THE_BACKGROUND);
        write("Stubborn.java", STUBBORN);

        Process running = start("upgrade", "--url", "sqlite:numbers.db", "--format", "jsonl");
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        skipTo(lines, "run Java");
        signal(name, running);
        boolean hasEnded = running.waitFor(500, TimeUnit.MILLISECONDS);
        while (running.isAlive()) {
            signal(name, running);
            Thread.sleep(50);
        }

        assertThat(hasEnded).isFalse();
        assertThat(running.exitValue()).isEqualTo(exitCode);
        assertThat(new Captured(folder)
                        .run("status", "--url", "sqlite:numbers.db")
                        .output())
                .contains("applied  0", "pending  1");
    }

    @Test
    void ctrlCInAnEditorIsTheEditors() throws Exception {
        write("aaaa1.sql", ENDLESS);
        Path editor =
                Files.writeString(folder.resolve("editor.sh"), "kill -INT $PPID\nsleep 1\necho '-- edited' >>\"$1\"\n");
        ProcessBuilder edit = builder("edit", "aaaa1").redirectError(ProcessBuilder.Redirect.DISCARD);
        edit.environment().remove("VISUAL");
        edit.environment().put("EDITOR", "sh " + editor);

        process = edit.start();

        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("migrations/aaaa1.sql")).content().endsWith("-- edited\n");
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no full disk at hand");
        write("aaaa1.sql", ENDLESS);
        Path errors = folder.resolve("errors");

        Process running = builder("upgrade", "--sql", "--url", "sqlite:numbers.db")
                .redirectOutput(full.toFile())
                .redirectError(errors.toFile())
                .start();

        assertThat(running.waitFor()).isEqualTo(ExitCode.USAGE.number());
        assertThat(errors).content().startsWith("CL112: the output is not complete");
    }

    @Test
    void whoHasReadEnoughMayCloseThePipe() throws Exception {
        write("aaaa1.sql", ENDLESS);
        Path errors = folder.resolve("errors");

        Process running = builder("history").redirectError(errors.toFile()).start();
        running.getInputStream().close();

        assertThat(running.waitFor()).isZero();
        assertThat(errors).isEmptyFile();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations").resolve(name), text);
    }

    /** What the shell ignores in its children is ignored in theirs. */
    private static boolean isHeard(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .noneMatch(line -> line.matches("SigIgn:\\s*\\p{XDigit}*" + signal));
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private Process start(String... arguments) throws IOException {
        Process started = builder(arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        return started;
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.directory(folder.toFile());
    }

    private static void skipTo(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertThat(line).contains(part);
    }
}
