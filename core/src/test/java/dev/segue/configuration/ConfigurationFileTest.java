package dev.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    @TempDir
    private Path folder;

    @Test
    void allErrorsOfAFileAreShownWithTheirPlaces() {
        Problem problem = problemOf("layout = x\nmigrations = \"a\nuser = \"b\"\nuser = \"c\"\n");

        assertThat(problem.code()).isEqualTo(ConfigurationProblem.NOT_TOML);
        assertThat(problem.text().lines())
                .containsSubsequence(
                        "CF102: segue.toml is not valid TOML: Unexpected 'x', expected a value",
                        "  at segue.toml:1:10",
                        "      layout = x",
                        "               ^",
                        "  also at segue.toml:2:16: Unexpected end of line, expected \" or a character",
                        "  also at segue.toml:4:1: user previously defined at line 3, column 1");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
        Problem problem = problemOf("[env.local]\nlock_timeuot = \"5s\"\n");

        assertThat(problem.code()).isEqualTo(ConfigurationProblem.UNKNOWN_KEY);
        assertThat(problem.headline()).isEqualTo("\"lock_timeuot\" is not a key of an environment");
        assertThat(problem.remedy()).isEqualTo("write \"lock_timeout\", or remove it");
        assertThat(problem.excerpt().orElseThrow().place()).isEqualTo("segue.toml:2:1");
    }

    @Test
    void aKeyThatIsLikeNoOtherIsRefusedWithTheWholeList() {
        assertThat(problemOf("colour = \"blue\"\n").remedy()).contains("default_env, url, user, password");
    }

    @Test
    void aTableThatIsMeantAsAnEnvironmentIsRecognised() {
        assertThat(problemOf("[production]\nurl = \"sqlite:a\"\n").remedy())
                .isEqualTo("an environment is written [env.production]");
    }

    @Test
    void whatBelongsToTheTopIsSentThere() {
        assertThat(problemOf("[env.local]\ndefault_env = \"local\"\n").remedy())
                .isEqualTo("move it to the top of the file, before the first [env.…]");
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedWithAnExample() {
        assertThat(problemOf("lock_timeout = 5\n"))
                .returns("lock_timeout wants a duration", Problem::headline)
                .returns("write it as lock_timeout = \"5s\"", Problem::remedy);
        assertThat(problemOf("migrations = [1]\n").remedy()).isEqualTo("write it as migrations = [\"migrations\"]");
        assertThat(problemOf("placeholders = \"a\"\n").code()).isEqualTo(ConfigurationProblem.WRONG_TYPE);
        assertThat(problemOf("[placeholders]\nn = 1\n").headline()).isEqualTo("the placeholder \"n\" is not a text");
        assertThat(problemOf("env = \"local\"\n").code()).isEqualTo(ConfigurationProblem.WRONG_TYPE);
        assertThat(problemOf("[env]\nlocal = 1\n").remedy()).isEqualTo("write environments as tables: [env.local]");
        assertThat(problemOf("migrations = []\n").code()).isEqualTo(ConfigurationProblem.EMPTY_VALUE);
        assertThat(problemOf("migrations = \"\"\n").code()).isEqualTo(ConfigurationProblem.EMPTY_VALUE);
        assertThat(problemOf("migrations = \"a\\u0000b\"\n").code()).isEqualTo(ConfigurationProblem.BAD_PATH);
    }

    @Test
    void backfillsHaveATableOfTheirOwnThatAnEnvironmentAddsTo() {
        Configuration configuration = load("""
                [backfill]
                workers = 2
                max_rate = 100
                pause_when = "autovacuum"
                [env.local.backfill]
                max_rate = 20_000
                nice = "50%"
                pause_when = ["lag>5s, sessions>40", "file(stop)"]
                """);

        assertThat(configuration.backfillBatch()).isEmpty();
        assertThat(configuration.backfillTarget().value()).isEqualTo(Duration.ofMillis(200));
        assertThat(configuration.backfillWorkers())
                .returns(2L, Given::value)
                .returns("segue.toml:2:1", given -> given.origin().display());
        assertThat(configuration.backfillRestraints())
                .extracting(Given::value)
                .containsExactly(
                        "max-rate=20000", "nice=50%", "pause-when=lag>5s, sessions>40", "pause-when=file(stop)");
    }

    @Test
    void anUnknownKeyOfBackfillsIsRefusedWithTheNearestKnownOne() {
        Problem problem = problemOf("[env.local.backfill]\npause-when = \"lag>5s\"\n");

        assertThat(problem.code()).isEqualTo(ConfigurationProblem.UNKNOWN_KEY);
        assertThat(problem.headline()).isEqualTo("\"pause-when\" is not a key of backfills");
        assertThat(problem.remedy()).isEqualTo("write \"pause_when\", or remove it");
        assertThat(problem.excerpt().orElseThrow().place()).isEqualTo("segue.toml:2:1");
        assertThat(problemOf("[backfill]\ncolour = 1\n").remedy()).contains("batch, target, workers, max_rate");
        assertThat(problemOf("[backfil]\nworkers = 1\n").remedy()).isEqualTo("write \"backfill\", or remove it");
        assertThat(problemOf("backfill = 5\n").remedy())
                .isEqualTo("write it as a table: [backfill], or [env.NAME.backfill] for one environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"many\"", "10_000_000_000"})
    void whatIsNoUsefulNumberIsRefused(String value) {
        assertThat(problemOf("[backfill]\nworkers = " + value + "\n").code())
                .isEqualTo(ConfigurationProblem.BAD_NUMBER);
    }

    @Test
    void aValueForBackfillsOfTheWrongTypeIsRefusedWithAnExample() {
        assertThat(problemOf("[backfill]\nworkers = [1]\n").remedy()).isEqualTo("write it as workers = 1000");
        assertThat(problemOf("[backfill]\npause_when = 5\n").remedy()).isEqualTo("write it as pause_when = [\"…\"]");
        assertThat(problemOf("[backfill]\ntarget = 200\n").headline()).isEqualTo("backfill.target wants a duration");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNotMatter() {
        Configuration configuration = load("\uFEFFurl = \"sqlite:a.db\"\r\n[env.local]\r\nuser = \"u\"\r\n");

        assertThat(configuration.database().value().display()).isEqualTo("sqlite:a.db");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("segue.toml"), "url = \"é\"".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(this::loadWritten).hasMessageContaining("CF101: segue.toml is not a text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"topsecret\"\npassword_file = \"x\"\nurl = \"postgres://h/db\"\n",
                "password = \"topsecret\n",
                "password = topsecret\n",
                "passwort = \"topsecret\"\n",
                "key = \"topsecret\"\n",
                "password = [\"topsecret\"]\n",
                "url = \"postgres://app:topsecret@h:port/db\"\n",
                "url = \"postgress://app:topsecret@h/db\"\n",
                "env.local = { user = \"a\", password = \"topsecret\" x }\n",
                "[placeholders]\na = [\"topsecret\"]\n",
                "placeholders = { a = \"topsecret ${\" }\n",
            })
    void noMessageShowsASecret(String toml) {
        written(toml);

        assertThatThrownBy(() -> {
                    Configuration configuration = loadWritten();
                    configuration.placeholders();
                    configuration.database();
                })
                .isInstanceOf(SegueException.class)
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void environmentsMayHaveAnyName() {
        Configuration configuration = ConfigurationSources.in(
                        written("[env.\"the one\"]\nurl = \"sqlite:a\"\n"), Map.of())
                .option(Setting.DEFAULT_ENV, "--env", "the one")
                .load();

        assertThat(configuration.database().value().display()).isEqualTo("sqlite:a");
    }

    @Test
    void swappedLettersAreForgiven() {
        assertThat(problemOf("ulr = \"sqlite:app.db\"\n").remedy()).startsWith("write \"url\"");
    }

    @Test
    void aFileThatMayNotBeReadSaysSo() {
        Path file = folder.resolve("segue.toml");

        Problem problem = ConfigurationFile.unreadable(
                        file, "../segue.toml", new AccessDeniedException(file.toString()))
                .problem();

        assertThat(problem.headline()).isEqualTo("cannot read the configuration ../segue.toml: permission denied");
        assertThat(problem.remedy()).contains(file.toString(), System.getProperty("user.name"));
    }

    @Test
    void aLinkThatLeadsNowhereIsNotPassedOver() throws IOException {
        Path below = Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("segue.toml"), "url = \"sqlite:other.db\"\n");
        Files.createSymbolicLink(below.resolve("segue.toml"), folder.resolve("gone.toml"));

        assertThatThrownBy(() -> ConfigurationSources.in(below, Map.of()).load())
                .hasMessageContaining("CF101: cannot read the configuration segue.toml: there is no such file");
    }

    private Problem problemOf(String toml) {
        try {
            load(toml);
        } catch (SegueException refused) {
            return refused.problem();
        }
        throw new AssertionError("accepted: " + toml);
    }

    private Configuration load(String toml) {
        written(toml);
        return loadWritten();
    }

    private Configuration loadWritten() {
        return ConfigurationSources.in(folder, Map.of()).load();
    }

    private Path written(String toml) {
        try {
            Files.writeString(folder.resolve("segue.toml"), toml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return folder;
    }
}
