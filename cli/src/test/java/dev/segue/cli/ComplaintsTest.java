package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import dev.segue.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComplaintsTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void anErrorInSegueIsASentenceAndAFileWithoutSecrets() throws IOException {
        ExitCode exitCode = crashing("init", "--url", "postgres://app:topsecret@h/db", "--user=topsecret");

        assertThat(exitCode).isEqualTo(ExitCode.INTERNAL);
        assertThat(errors()).hasLineCount(2).startsWith("CL199: an error in Segue itself: IllegalStateException");
        Path file = crashFile();
        assertThat(file)
                .content()
                .contains("2026-11-21T12:00:00Z", "segue init --url … --user=…", "IllegalStateException: broken")
                .doesNotContain("topsecret");
        Files.delete(file);
    }

    @Test
    void itsTraceIsShownOnlyToThoseWhoAskForIt() throws IOException {
        crashing("init", "--verbose");

        assertThat(errors()).contains("\tat dev.segue.cli.");
        Files.delete(crashFile());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfProblemHasAnExitCodeOfItsOwn(ProblemKind kind) {
        assertThat(ExitCode.of(kind).name()).isEqualTo(kind.name());
    }

    /** The output stream of this run is broken in a way that nobody thought of. */
    private ExitCode crashing(String... arguments) {
        Look look = new Look(false, true);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int letter) {
                throw new IllegalStateException("broken");
            }
        };
        Terminal terminal = new Terminal(
                new PrintStream(broken, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                look,
                look,
                false,
                80);
        Surroundings surroundings = new Surroundings(
                terminal, InputStream.nullInputStream(), Map.of(), folder, Captured.CLOCK, new Cancellation());
        return new Program(surroundings).run(arguments);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private Path crashFile() {
        Matcher path = Pattern.compile("report it with the file (\\S+);").matcher(errors());
        assertThat(path.find()).isTrue();
        return Path.of(path.group(1));
    }
}
