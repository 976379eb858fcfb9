package dev.segue.configuration;

import dev.segue.problem.NearestName;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What holds for one run, each value with its {@link Origin}.
 *
 * <p>Values that may need an environment variable or a file (database, password, placeholders) are understood when they
 * are asked for, so that a command which needs no database does not need the password either.
 */
public final class Configuration {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final Path workingFolder;
    private final Optional<Path> file;
    private final Given<String> environment;
    private final List<String> environmentNames;
    private final Map<Setting, Given<RawValue>> raw;
    private final Map<String, Given<String>> rawPlaceholders;
    private final Variables variables;

    Configuration(
            Path workingFolder,
            Optional<Path> file,
            Given<String> environment,
            List<String> environmentNames,
            Map<Setting, Given<RawValue>> raw,
            Map<String, Given<String>> rawPlaceholders,
            Variables variables) {
        this.workingFolder = workingFolder;
        this.file = file;
        this.environment = environment;
        this.environmentNames = environmentNames;
        this.raw = raw;
        this.rawPlaceholders = rawPlaceholders;
        this.variables = variables;
    }

    /** The file that was read, if there is one. */
    public Optional<Path> file() {
        return file;
    }

    /** The project's folder: that of the file, else the working folder. */
    public Path baseFolder() {
        return file.map(Path::getParent).orElse(workingFolder);
    }

    /** Where Segue keeps what it may lose, such as the data of an embedded server. */
    public Path dataFolder() {
        return baseFolder().resolve(".segue");
    }

    public Given<String> environment() {
        return environment;
    }

    public Given<List<Path>> migrations() {
        Given<RawValue> given = given(Setting.MIGRATIONS);
        List<Path> folders = new ArrayList<>();
        for (String text : given.value().texts()) {
            folders.add(path(text, given.origin()));
        }
        if (folders.isEmpty()) {
            throw given.origin()
                    .problem(
                            ConfigurationProblem.EMPTY_VALUE,
                            "migrations is an empty list",
                            "name at least one folder, such as \"migrations\"");
        }
        return new Given<>(List.copyOf(folders), given.origin());
    }

    /** One of the words of {@link Setting#LAYOUT}. */
    public Given<String> layout() {
        return choice(Setting.LAYOUT);
    }

    /** One of the words of {@link Setting#TRANSACTION}. */
    public Given<String> transaction() {
        return choice(Setting.TRANSACTION);
    }

    /** One of the words of {@link Setting#ROLLOUT}. */
    public Given<String> rollout() {
        return choice(Setting.ROLLOUT);
    }

    public Given<Duration> lockTimeout() {
        return duration(Setting.LOCK_TIMEOUT);
    }

    public Given<Duration> lockBudget() {
        return duration(Setting.LOCK_BUDGET);
    }

    public Given<Duration> lockWait() {
        return duration(Setting.LOCK_WAIT);
    }

    /** Zero for no limit. */
    public Given<Duration> statementTimeout() {
        return duration(Setting.STATEMENT_TIMEOUT);
    }

    public Optional<Given<Long>> backfillBatch() {
        return ifGiven(Setting.BACKFILL_BATCH).map(given -> number(Setting.BACKFILL_BATCH));
    }

    public Given<Duration> backfillTarget() {
        return duration(Setting.BACKFILL_TARGET);
    }

    public Given<Long> backfillWorkers() {
        return number(Setting.BACKFILL_WORKERS);
    }

    /** One of the words of {@link Setting#BACKFILL_ROUNDTRIP}. */
    public Given<String> backfillRoundtrip() {
        return choice(Setting.BACKFILL_ROUNDTRIP);
    }

    /** What backfills are held back by, each as {@code name=value} in the words that revisions use for it. */
    public List<Given<String>> backfillRestraints() {
        List<Given<String>> restraints = new ArrayList<>();
        ifGiven(Setting.BACKFILL_MAX_RATE)
                .map(given -> number(Setting.BACKFILL_MAX_RATE))
                .ifPresent(rate -> restraints.add(new Given<>("max-rate=" + rate.value(), rate.origin())));
        ifGiven(Setting.BACKFILL_NICE)
                .map(this::textGiven)
                .ifPresent(nice -> restraints.add(new Given<>("nice=" + nice.value(), nice.origin())));
        ifGiven(Setting.BACKFILL_PAUSE_WHEN)
                .ifPresent(given -> given.value()
                        .texts()
                        .forEach(text -> restraints.add(
                                new Given<>("pause-when=" + expand(text, given.origin()), given.origin()))));
        return List.copyOf(restraints);
    }

    /** Placeholders in the order in which they were written, with variables put in. */
    public Map<String, String> placeholders() {
        Map<String, String> placeholders = new LinkedHashMap<>();
        rawPlaceholders.forEach((name, given) -> placeholders.put(name, expand(given.value(), given.origin())));
        return placeholders;
    }

    /**
     * The database, with the user and the password from wherever they were given.
     *
     * <p>A user or a password in the file belongs to the URL in the file: it is not sent to a database that an option or
     * a variable names instead.
     */
    public Given<DatabaseUrl> database() {
        Given<RawValue> given = given(Setting.URL);
        requireEnvironment();
        DatabaseUrl url = new UrlParser(given.origin(), baseOf(given.origin())).parse(text(given));
        if (url instanceof DatabaseUrl.Jdbc jdbc) {
            url = new DatabaseUrl.Jdbc(
                    jdbc.jdbcUrl(),
                    chosen(credential(Setting.USER, given.origin()).map(this::textGiven), jdbc.user(), given.origin()),
                    chosen(password(given.origin()), jdbc.password(), given.origin()),
                    jdbc.display());
        }
        return new Given<>(url, given.origin());
    }

    /**
     * Who has environments and means none of them is not meant to get a new, empty database, nor a script for one.
     *
     * @throws SegueException when that is so, and nothing else names a database
     */
    public void requireEnvironment() {
        boolean isChosen = environment.origin().precedence() != Precedence.DEFAULT
                || given(Setting.URL).origin().precedence() != Precedence.DEFAULT;
        if (isChosen || environmentNames.isEmpty() || environmentNames.contains(environment.value())) {
            return;
        }
        String first = environmentNames.get(0);
        throw ConfigurationProblem.NO_ENVIRONMENT_CHOSEN.with(
                "no environment is chosen, and there is no [env." + environment.value() + "]; the configuration has "
                        + String.join(", ", environmentNames),
                "choose one, such as --env " + first + ", or write default_env = \"" + first
                        + "\" at the top of the file");
    }

    /** Every setting as a person may see it: secrets are masked, and what cannot be understood says why. */
    public List<ShownSetting> shown() {
        List<ShownSetting> shown = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (setting == Setting.DEFAULT_ENV) {
                shown.add(new ShownSetting("environment", environment.value(), environment.origin()));
            } else if (raw.containsKey(setting) || !setting.standard().isEmpty()) {
                Given<RawValue> given = given(setting);
                shown.add(new ShownSetting(setting.key(), shownText(setting, given), given.origin()));
            }
        }
        return shown;
    }

    private String shownText(Setting setting, Given<RawValue> given) {
        try {
            return switch (setting.type()) {
                case SECRET -> Secret.of(text(given)).toString();
                case URL -> database().value().display();
                case FOLDERS, TEXTS -> String.join(", ", given.value().texts());
                case TABLE -> String.join(", ", placeholders().keySet());
                case CHOICE -> choice(setting).value();
                case DURATION -> DurationText.of(duration(setting).value());
                case NUMBER, TEXT, FILE -> text(given);
            };
        } catch (SegueException problem) {
            return problem.problem().headline();
        }
    }

    /** Finds at once what is wrong with values that no variable or file can mend later. */
    void refuseNonsense() {
        for (Setting setting : Setting.values()) {
            if (setting.type() == SettingType.CHOICE) {
                choice(setting);
            } else if (setting.type() == SettingType.DURATION) {
                duration(setting);
            } else if (setting.type() == SettingType.NUMBER && raw.containsKey(setting)) {
                number(setting);
            }
        }
        migrations();
    }

    private Given<RawValue> given(Setting setting) {
        return Optional.ofNullable(raw.get(setting))
                .orElseGet(() -> new Given<>(new RawValue.One(setting.standard()), Origin.standard(setting)));
    }

    private Optional<Given<RawValue>> ifGiven(Setting setting) {
        return Optional.ofNullable(raw.get(setting));
    }

    private Optional<Given<RawValue>> credential(Setting setting, Origin url) {
        return Optional.ofNullable(raw.get(setting))
                .filter(given -> !given.origin().precedence().isFile()
                        || url.precedence().compareTo(Precedence.ENVIRONMENT) >= 0);
    }

    private Optional<Given<Secret>> password(Origin url) {
        Optional<Given<RawValue>> written = credential(Setting.PASSWORD, url);
        Optional<Given<RawValue>> fromFile = credential(Setting.PASSWORD_FILE, url);
        if (written.isPresent() && fromFile.isPresent()) {
            Origin one = written.get().origin();
            Origin other = fromFile.get().origin();
            if (one.precedence() == other.precedence()) {
                throw other.problem(
                        ConfigurationProblem.TWO_PASSWORDS,
                        one.name() + " and " + other.name() + " are both given",
                        "remove one of them");
            }
            if (one.precedence().isAtLeast(other.precedence())) {
                fromFile = Optional.empty();
            }
        }
        if (fromFile.isPresent()) {
            Given<RawValue> path = fromFile.get();
            return Optional.of(new Given<>(secretIn(path(text(path), path.origin()), path.origin()), path.origin()));
        }
        return written.map(given -> new Given<>(Secret.of(text(given)), given.origin()));
    }

    private static Secret secretIn(Path path, Origin origin) {
        Optional<String> firstLine;
        try {
            firstLine = Files.readString(path, StandardCharsets.UTF_8).lines().findFirst();
        } catch (IOException unreadable) {
            throw origin.problem(
                    ConfigurationProblem.UNREADABLE_SECRET,
                    "cannot read the password file " + path + ": "
                            + (Files.exists(path) ? "it is not a readable text in UTF-8" : "there is no such file"),
                    "correct the path or the file's permissions");
        }
        return Secret.of(firstLine
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> origin.problem(
                        ConfigurationProblem.UNREADABLE_SECRET,
                        "the password file " + path + " is empty",
                        "write the password into its first line")));
    }

    /** What was set apart, unless the URL itself stands higher and brings its own. */
    private static <T> Optional<T> chosen(Optional<Given<T>> apart, Optional<T> inUrl, Origin url) {
        return apart.filter(given -> inUrl.isEmpty()
                        || given.origin().precedence().isAtLeast(url.precedence())
                        || (given.origin().precedence().isFile()
                                && url.precedence().isFile()))
                .map(Given::value)
                .or(() -> inUrl);
    }

    private Given<String> textGiven(Given<RawValue> given) {
        return new Given<>(text(given), given.origin());
    }

    private Given<String> choice(Setting setting) {
        Given<RawValue> given = given(setting);
        String word = text(given);
        if (!setting.choices().contains(word)) {
            throw given.origin()
                    .problem(
                            ConfigurationProblem.UNKNOWN_CHOICE,
                            given.origin().subject() + " cannot be \"" + word + "\"",
                            NearestName.to(word, setting.choices())
                                    .map(near -> "write \"" + near + "\"")
                                    .orElse("write one of "
                                            + setting.choices().stream()
                                                    .map(choice -> "\"" + choice + "\"")
                                                    .collect(Collectors.joining(", "))));
        }
        return new Given<>(word, given.origin());
    }

    private Given<Duration> duration(Setting setting) {
        Given<RawValue> given = given(setting);
        try {
            return new Given<>(DurationText.parse(text(given)), given.origin());
        } catch (IllegalArgumentException notOne) {
            throw given.origin()
                    .problem(
                            ConfigurationProblem.BAD_DURATION,
                            given.origin().subject() + ": " + notOne.getMessage(),
                            "write a duration such as \"5s\", \"200ms\" or \"1h 30min\"");
        }
    }

    private Given<Long> number(Setting setting) {
        Given<RawValue> given = given(setting);
        String text = text(given);
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw given.origin()
                    .problem(
                            ConfigurationProblem.BAD_NUMBER,
                            given.origin().subject() + " cannot be \"" + text + "\"",
                            "write a whole number from 1 to 999999999");
        }
        return new Given<>(Long.parseLong(text), given.origin());
    }

    private String text(Given<RawValue> given) {
        return expand(given.value().texts().get(0), given.origin());
    }

    private Path path(String text, Origin origin) {
        return ConfiguredPath.of(expand(text, origin), baseOf(origin), origin);
    }

    /** Only files refer to variables: what a shell or a variable hands over is taken as it is. */
    private String expand(String text, Origin origin) {
        return origin.precedence().isFile() ? variables.expand(text, origin) : text;
    }

    private Path baseOf(Origin origin) {
        return origin.precedence().isFile() || origin.precedence() == Precedence.DEFAULT ? baseFolder() : workingFolder;
    }
}
