package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.segue.cli.Captured.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody types, finds in a file or calls a thing: it commands neither a terminal nor a database. */
class HostileInputTest {

    private static final String ESCAPE = "\u001B[2J\u001B]0;owned\u0007\u009B31m\u202E";

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(folder);
        Files.createDirectories(folder.resolve("migrations"));
    }

    static Stream<String> messages() {
        return Stream.of(
                "two\nlines; DROP TABLE users;",
                "carriage\rreturn",
                "-- segue:upgrade",
                "-- segue:revision other",
                "*/ DROP TABLE users; /*",
                "'; DROP TABLE users; --",
                "\"quotes\" and \\ and ${placeholder} and \\u000A",
                "../../../etc/passwd",
                "nul \0 and bell \u0007",
                "\u2028separators\u2029",
                ESCAPE,
                "x".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anyMessageMakesAValidRevision(String message) throws IOException {
        Said sql = project.run("revision", "-m", message);
        Said java = project.run("revision", "--java", "-m", message);
        Said valid = project.run("validate");
        Said history = project.run("history");
        Said upgraded = project.run("upgrade");

        assertThat(List.of(sql.exitCode(), java.exitCode(), valid.exitCode(), history.exitCode(), upgraded.exitCode()))
                .containsOnly(ExitCode.OK);
        assertThat(history.output().lines()).hasSize(2);
        assertHarmless(sql, java, history, upgraded);
        try (Stream<Path> files = Files.walk(folder.resolve("migrations"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aNameThatIsNoneIsRefusedAndNothingWritten(String name) throws IOException {
        for (String option : List.of("--rev-id", "--branch-label", "--depends-on", "--head")) {
            Said said = project.run("revision", "-m", "x", option, name);

            if (name.startsWith("xxx") && said.exitCode() == ExitCode.OK) {
                throw new AssertionError(option + " took a name of " + name.length() + " characters");
            }
            assertThat(said.exitCode()).as(option).isEqualTo(ExitCode.USAGE);
            assertThat(said.errors().length()).isLessThan(2_500);
            assertHarmless(said);
        }
        assertThat(folder.resolve("migrations")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "show", "status", "upgrade --dry-run", "upgrade --format jsonl", "upgrade"})
    void whatStandsInAFileDoesNotReachTheTerminal(String command) {
        project.revision(
                "aaaa00000001",
                "",
                "message " + ESCAPE,
                "CREATE TABLE \"" + ESCAPE + "\" (id integer);",
                "DROP TABLE \"" + ESCAPE + "\";");

        Said said = project.run(command.split(" "));

        assertThat(said.errors()).isEmpty();
        assertThat(said.output()).isNotEmpty();
        assertHarmless(said);
    }

    @Test
    void jsonThatIsSafeToShowMeansTheSame() {
        project.revision("aaaa00000001", "", "x", "CREATE TABLE \"" + ESCAPE + "\" (id integer);", "SELECT 1;");

        Said said = project.run("upgrade", "--dry-run", "--format", "json");

        String sql = JsonParser.parseString(said.output())
                .getAsJsonObject()
                .getAsJsonArray("revisions")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("steps")
                .get(0)
                .getAsJsonObject()
                .get("sql")
                .getAsString();
        assertThat(sql).isEqualTo("CREATE TABLE \"" + ESCAPE + "\" (id integer)");
    }

    @Test
    void aPasswordInARevisionIsInThePreviewOnly() {
        project.revision("aaaa00000001", "", "x", "SELECT 'PASSWORD', 's3cret';", "SELECT 1;");

        Said preview = project.run("upgrade", "--dry-run");
        Said script = project.run("upgrade", "--sql");
        Said events = project.run("upgrade", "--format", "jsonl");

        assertThat(preview.output()).contains("'s3cret'");
        assertThat(script.output()).contains("'s3cret'");
        assertThat(events.output()).contains("SELECT '…', '…'").doesNotContain("s3cret");
    }

    @Test
    void environmentsWithoutAChoiceAreToldApartFromNone() {
        project.write("segue.toml", "[env.staging]\nurl = \"sqlite:staging.db\"\n");

        Said status = project.run("status");
        Said script = project.run("upgrade", "--sql");
        Said chosen = project.run("status", "--env", "staging");

        assertThat(status.errors()).contains("CF116", "staging", "--env staging");
        assertThat(script.errors()).contains("CF116");
        assertThat(List.of(status.exitCode(), script.exitCode())).containsOnly(ExitCode.USAGE);
        assertThat(chosen.output()).contains("sqlite:staging.db", "up to date");
        assertThat(project.run("history").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void placeholdersAndLayoutCanBeGivenOnTheCommandLine() {
        project.write("migrations/V1__x.sql", "CREATE TABLE ${prefix}_t (secret text DEFAULT '${secret}');");

        Said upgraded = project.run(
                "upgrade", "--layout", "flyway", "--placeholder", "prefix=app", "--placeholder=secret=a=b c", "-v");
        Said wrong = project.run("history", "--layout", "dbmate");

        assertThat(upgraded.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(upgraded.errors()).contains("${prefix}_t", "'${secret}'").doesNotContain("a=b c");
        assertThat(wrong.errors()).contains("RV2");
    }

    @Test
    void nothingOfOurOwnIsWrittenAmongTheFilesOfAnotherTool() {
        project.write("migrations/V1__x.sql", "CREATE TABLE t (id integer);");

        Said said = project.run("revision", "-m", "mine");

        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(said.errors()).contains("RV222", "\"migrations\"", "flyway");
        assertThat(folder.resolve("migrations").toFile().list()).containsExactly("V1__x.sql");
    }

    private static void assertHarmless(Said... all) {
        for (Said said : all) {
            assertThat((said.output() + said.errors()).chars().filter(HostileInputTest::commandsTerminals))
                    .isEmpty();
        }
    }

    private static boolean commandsTerminals(int character) {
        return (character < ' ' && character != '\n')
                || (character >= 0x7F && character <= 0x9F)
                || (character >= 0x2028 && character <= 0x202E);
    }
}
