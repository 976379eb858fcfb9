package dev.segue.cli;

import dev.segue.configuration.ConfigurationSources;
import dev.segue.configuration.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command understands, before or after its name. */
public final class GlobalOptions {

    @Option(
            names = "--env",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The environment in segue.toml to work with.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration to read, instead of the next segue.toml here or above.")
    private Optional<String> configuration = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The database, such as postgresql://user@host/database or sqlite:app.db.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "The database user.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-stdin",
            scope = ScopeType.INHERIT,
            description = "Read the password from the first line of standard input.")
    private boolean readsPassword;

    @Option(
            names = "--migrations",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            split = ",",
            description = "The folders that hold the revisions.")
    private List<String> migrations = List.of();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            scope = ScopeType.INHERIT,
            description = "How their files are laid out: auto, segue, flyway, golang-migrate, dbmate, goose or diesel.")
    private Optional<String> layout = Optional.empty();

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=TEXT",
            scope = ScopeType.INHERIT,
            description = "A text for ${NAME} in files of layouts that know placeholders; may be given several times.")
    private Map<String, String> placeholders = Map.of();

    @Option(
            names = "--format",
            paramLabel = "text|json|jsonl",
            scope = ScopeType.INHERIT,
            description = "How to tell the outcome.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Say nothing but results and problems.")
    private boolean isQuiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the SQL that runs, and where an error in Segue came from.")
    private boolean isVerbose;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "Do without colours. NO_COLOR and CLICOLOR_FORCE are respected too.")
    @SuppressWarnings("unused") // its presence is what counts
    private boolean wantsNoColor;

    public OutputFormat format() {
        return format;
    }

    public boolean isQuiet() {
        return isQuiet;
    }

    public boolean isVerbose() {
        return isVerbose;
    }

    public boolean readsPassword() {
        return readsPassword;
    }

    public Optional<String> url() {
        return url;
    }

    /** Puts what was given in front of everything else. */
    ConfigurationSources applyTo(ConfigurationSources sources) {
        Map<Setting, Optional<String>> texts = new LinkedHashMap<>();
        texts.put(Setting.DEFAULT_ENV, environment);
        texts.put(Setting.URL, url);
        texts.put(Setting.USER, user);
        texts.put(Setting.LAYOUT, layout);
        texts.forEach((setting, text) -> text.ifPresent(value -> sources.option(setting, option(setting), value)));
        if (!migrations.isEmpty()) {
            sources.option(Setting.MIGRATIONS, option(Setting.MIGRATIONS), migrations);
        }
        if (!placeholders.isEmpty()) {
            sources.option(Setting.PLACEHOLDERS, "--placeholder", placeholders);
        }
        configuration.ifPresent(sources::file);
        return sources;
    }

    private static String option(Setting setting) {
        return setting == Setting.DEFAULT_ENV ? "--env" : "--" + setting.key();
    }
}
