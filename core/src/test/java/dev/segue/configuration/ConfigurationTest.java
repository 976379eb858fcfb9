package dev.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void withoutAnyFileTheDatabaseComesAlongAndEverythingHasADefault() {
        Configuration configuration = sources().load();

        assertThat(configuration.file()).isEmpty();
        assertThat(configuration.environment().value()).isEqualTo("local");
        assertThat(display(configuration)).isEqualTo("embedded:postgresql");
        assertThat(configuration.database().origin().display()).isEqualTo("default");
        assertThat(configuration.dataFolder()).isEqualTo(folder.resolve(".segue"));
        assertThat(configuration.migrations().value()).containsExactly(folder.resolve("migrations"));
        assertThat(configuration.transaction().value()).isEqualTo("per-revision");
        assertThat(configuration.lockBudget().value()).isEqualTo(Duration.ofMinutes(30));
        assertThat(configuration.placeholders()).isEmpty();
    }

    @Test
    void theFileIsFoundFromAFolderBelowAndPathsAreRelativeToIt() throws IOException {
        write("migrations = [\"db\", \"more/db\"]\nurl = \"sqlite:app.db\"\n");
        Path below = Files.createDirectories(folder.resolve("a/b"));

        Configuration configuration = ConfigurationSources.in(below, variables).load();

        assertThat(configuration.baseFolder()).isEqualTo(folder);
        assertThat(configuration.migrations().value()).containsExactly(folder.resolve("db"), folder.resolve("more/db"));
        assertThat(((DatabaseUrl.Jdbc) configuration.database().value()).jdbcUrl())
                .isEqualTo("jdbc:sqlite:" + folder.resolve("app.db"));
        assertThat(configuration.migrations().origin().display()).isEqualTo("../../segue.toml:1:1");
    }

    @Test
    void pathsInVariablesAndOptionsAreRelativeToTheWorkingFolder() throws IOException {
        write("migrations = \"db\"\n");
        Path below = Files.createDirectories(folder.resolve("a"));
        variables.put("SEGUE_MIGRATIONS", "x, y");

        Configuration configuration = ConfigurationSources.in(below, variables)
                .option(Setting.URL, "--url", "sqlite:app.db")
                .load();

        assertThat(configuration.migrations().value()).containsExactly(below.resolve("x"), below.resolve("y"));
        assertThat(((DatabaseUrl.Jdbc) configuration.database().value()).jdbcUrl())
                .isEqualTo("jdbc:sqlite:" + below.resolve("app.db"));
    }

    @Test
    void whatStandsNearerToTheUserWins() throws IOException {
        variables.put("DATABASE_URL", "postgres://application/db");
        assertThat(display(sources().load())).isEqualTo("postgresql://application/db");

        write("url = \"postgres://top/db\"\n");
        assertThat(display(sources().load())).isEqualTo("postgresql://top/db");

        write("url = \"postgres://top/db\"\n[env.local]\nurl = \"postgres://local/db\"\n");
        assertThat(display(sources().load())).isEqualTo("postgresql://local/db");

        variables.put("SEGUE_URL", "postgres://variable/db");
        assertThat(display(sources().load())).isEqualTo("postgresql://variable/db");

        ConfigurationSources withOption = sources().option(Setting.URL, "--url", "postgres://option/db");
        assertThat(display(withOption.load())).isEqualTo("postgresql://option/db");
    }

    @Test
    void everyValueKnowsWhereItCameFrom() throws IOException {
        write("lock_timeout = \"1s\"\n[env.local]\nlock_budget = \"2min\"\n");
        variables.put("SEGUE_LOCK_WAIT", "3s");

        Configuration configuration = sources()
                .option(Setting.STATEMENT_TIMEOUT, "--statement-timeout", "4s")
                .load();

        assertThat(configuration.lockTimeout().origin().display()).isEqualTo("segue.toml:1:1");
        assertThat(configuration.lockBudget().origin().display()).isEqualTo("segue.toml:3:1");
        assertThat(configuration.lockWait().origin().display()).isEqualTo("variable SEGUE_LOCK_WAIT");
        assertThat(configuration.statementTimeout().origin().display()).isEqualTo("option --statement-timeout");
        assertThat(configuration.transaction().origin().display()).isEqualTo("default");
    }

    @Test
    void theEnvironmentIsChosenByOptionThenVariableThenTheFile() throws IOException {
        write("""
                default_env = "staging"
                [env.staging]
                url = "postgres://staging/db"
                [env.production]
                url = "postgres://production/db"
                [env.test]
                url = "postgres://test/db"
                """);
        assertThat(display(sources().load())).isEqualTo("postgresql://staging/db");

        variables.put("SEGUE_ENV", "production");
        assertThat(display(sources().load())).isEqualTo("postgresql://production/db");

        ConfigurationSources withOption = sources().option(Setting.DEFAULT_ENV, "--env", "test");
        assertThat(display(withOption.load())).isEqualTo("postgresql://test/db");
    }

    @Test
    void anUnknownEnvironmentIsRefusedWithTheNearestOne() throws IOException {
        write("[env.production]\nurl = \"postgres://production/db\"\n");

        ConfigurationSources misspelt = sources().option(Setting.DEFAULT_ENV, "--env", "prodcution");

        assertThatThrownBy(misspelt::load)
                .hasMessageContaining("CF105: there is no environment \"prodcution\"")
                .hasMessageContaining("fix: name the environment \"production\"");
    }

    @Test
    void variablesArePutInOnlyWhenTheValueIsAskedFor() throws IOException {
        write("[env.local]\nurl = \"${APP_DATABASE}\"\n");

        Configuration configuration = sources().load();

        assertThat(configuration.migrations().value()).hasSize(1);
        assertThatThrownBy(configuration::database)
                .hasMessageContaining("CF106: url needs the environment variable APP_DATABASE, which is not set")
                .hasMessageContaining("at segue.toml:2:1");
    }

    @Test
    void aReferenceMayBringItsOwnStandard() throws IOException {
        write("url = \"postgres://${HOST:-localhost}/${NAME:-}db$${x}\"\nmigrations = \"${FOLDER:-db}\"\n");
        variables.put("HOST", "${HOST}.example");

        Configuration configuration =
                sources().option(Setting.USER, "--user", "u").load();

        assertThatThrownBy(configuration::database).hasMessageContaining("CF110");
        assertThat(configuration.migrations().value()).containsExactly(folder.resolve("db"));
        variables.put("HOST", "db.example");
        assertThat(display(sources().load())).isEqualTo("postgresql://db.example/db${x}");
    }

    @Test
    void aBrokenReferenceIsRefused() throws IOException {
        write("url = \"postgres://${HO ST}/db\"\n");

        assertThatThrownBy(() -> sources().load().database())
                .hasMessageContaining("CF107: url has a ${ that does not begin the name of a variable");
    }

    @Test
    void passwordsComeFromVariablesFilesAndOptions() throws IOException {
        Files.writeString(folder.resolve("password.txt"), "from-file\r\n");
        write("url = \"postgres://app@h/db\"\npassword_file = \"password.txt\"\n");
        assertThat(password(sources().load())).isEqualTo("from-file");

        variables.put("SEGUE_PASSWORD", "from-variable");
        assertThat(password(sources().load())).isEqualTo("from-variable");

        ConfigurationSources withOption = sources().option(Setting.PASSWORD, "--password-stdin", "from-option");
        assertThat(password(withOption.load())).isEqualTo("from-option");
    }

    @Test
    void aPasswordInTheFileIsNotSentToADatabaseNamedElsewhere() throws IOException {
        write("url = \"postgres://h/db\"\nuser = \"app\"\npassword = \"secret\"\n");

        DatabaseUrl.Jdbc elsewhere = (DatabaseUrl.Jdbc) sources()
                .option(Setting.URL, "--url", "postgres://other/db")
                .load()
                .database()
                .value();

        assertThat(elsewhere.user()).isEmpty();
        assertThat(elsewhere.password()).isEmpty();
    }

    @Test
    void aUserGivenApartWinsOverTheOneInAUrlOfTheSameFile() throws IOException {
        write("url = \"postgres://inurl:one@h/db\"\n[env.local]\nuser = \"apart\"\n");

        DatabaseUrl.Jdbc url = (DatabaseUrl.Jdbc) sources().load().database().value();

        assertThat(url.user()).contains("apart");
        assertThat(url.password().map(Secret::reveal)).contains("one");
    }

    @Test
    void twoPasswordsAtTheSamePlaceAreRefused() throws IOException {
        write("url = \"postgres://h/db\"\npassword = \"a\"\npassword_file = \"b\"\n");

        assertThatThrownBy(() -> sources().load().database())
                .hasMessageContaining("CF113: password and password_file are both given");
    }

    @Test
    void aMissingOrEmptyPasswordFileIsRefused() throws IOException {
        write("url = \"postgres://h/db\"\npassword_file = \"password.txt\"\n");
        assertThatThrownBy(() -> sources().load().database())
                .hasMessageContaining("CF112: cannot read the password file")
                .hasMessageContaining("there is no such file");

        Files.writeString(folder.resolve("password.txt"), "\n");
        assertThatThrownBy(() -> sources().load().database()).hasMessageContaining("is empty");
    }

    @Test
    void placeholdersComeTogetherNameByName() throws IOException {
        write("""
                [placeholders]
                schema = "app"
                owner = "top"
                [env.local.placeholders]
                owner = "${OWNER}"
                """);
        variables.put("OWNER", "local");

        Configuration configuration = sources()
                .option(Setting.PLACEHOLDERS, "--placeholder", Map.of("extra", "${kept}"))
                .load();

        assertThat(configuration.placeholders())
                .containsOnly(Map.entry("schema", "app"), Map.entry("owner", "local"), Map.entry("extra", "${kept}"));
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        variables.put("SEGUE_URL", "");
        variables.put("SEGUE_ENV", " ");

        assertThat(display(sources().load())).isEqualTo("embedded:postgresql");
    }

    @Test
    void nonsenseIsFoundBeforeAnythingIsAskedFor() {
        variables.put("SEGUE_LOCK_TIMEOUT", "5");
        assertThatThrownBy(() -> sources().load())
                .hasMessageContaining("CF108: the variable SEGUE_LOCK_TIMEOUT: \"5\" has a number without a unit");

        variables.clear();
        variables.put("SEGUE_TRANSACTION", "per-revison");
        assertThatThrownBy(() -> sources().load())
                .hasMessageContaining("CF109: the variable SEGUE_TRANSACTION cannot be \"per-revison\"")
                .hasMessageContaining("fix: write \"per-revision\"");
    }

    @Test
    void theOverviewShowsEveryValueAndNoSecret() throws IOException {
        write("""
                url = "postgres://app:topsecret@h/db"
                password = "topsecret"
                [placeholders]
                token = "topsecret"
                """);

        List<ShownSetting> shown = sources().load().shown();

        assertThat(shown)
                .extracting(ShownSetting::name)
                .contains("environment", "url", "password", "migrations", "lock_timeout", "placeholders");
        assertThat(shown.toString()).doesNotContain("topsecret");
        assertThat(shown).extracting(ShownSetting::value).contains("postgresql://app@h/db", "token");
    }

    @Test
    void theOverviewSaysWhyAValueCannotBeShown() throws IOException {
        write("url = \"${APP_DATABASE}\"\n");

        List<ShownSetting> shown = sources().load().shown();

        assertThat(shown)
                .extracting(ShownSetting::value)
                .contains("url needs the environment variable APP_DATABASE, which is not set");
    }

    @Test
    void aNamedFileIsReadAndNoOther() throws IOException {
        write("url = \"postgres://found/db\"\n");
        Files.writeString(folder.resolve("other.toml"), "url = \"postgres://named/db\"\n");

        assertThat(display(sources().file("other.toml").load())).isEqualTo("postgresql://named/db");
        variables.put("SEGUE_CONFIG", "other.toml");
        assertThat(display(sources().load())).isEqualTo("postgresql://named/db");
        assertThatThrownBy(() -> sources().file("absent.toml").load())
                .isInstanceOf(SegueException.class)
                .hasMessageContaining("CF101: cannot read the configuration absent.toml: there is no such file");
    }

    @Test
    void whoHasEnvironmentsAndChoosesNoneGetsNoDatabaseOfTheirOwn() throws IOException {
        write("migrations = \"db\"\n[env.staging]\nurl = \"sqlite:a\"\n[env.production]\nurl = \"sqlite:b\"\n");

        Configuration unchosen = sources().load();

        assertThat(unchosen.migrations().value()).containsExactly(folder.resolve("db"));
        assertThatThrownBy(unchosen::database).isInstanceOfSatisfying(SegueException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(ConfigurationProblem.NO_ENVIRONMENT_CHOSEN);
            assertThat(refused.problem().headline()).contains("[env.local]", "staging, production");
            assertThat(refused.problem().remedy()).contains("--env staging", "default_env");
        });
    }

    @Test
    void whoeverNamesADatabaseNeedsNoEnvironment() throws IOException {
        String staging = "[env.staging]\nurl = \"postgres://staging/db\"\n";
        write(staging);
        variables.put("DATABASE_URL", "postgres://application/db");
        assertThat(display(sources().load())).isEqualTo("postgresql://application/db");

        variables.clear();
        write("url = \"postgres://top/db\"\n" + staging);
        assertThat(display(sources().load())).isEqualTo("postgresql://top/db");

        write(staging + "[env.local]\nmigrations = \"db\"\n");
        assertThat(display(sources().load())).isEqualTo("embedded:postgresql");
    }

    private ConfigurationSources sources() {
        return ConfigurationSources.in(folder, variables);
    }

    private void write(String toml) throws IOException {
        Files.writeString(folder.resolve("segue.toml"), toml);
    }

    private static String display(Configuration configuration) {
        return configuration.database().value().display();
    }

    private static String password(Configuration configuration) {
        return ((DatabaseUrl.Jdbc) configuration.database().value())
                .password()
                .orElseThrow()
                .reveal();
    }
}
