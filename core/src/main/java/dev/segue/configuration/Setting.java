package dev.segue.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be set: the one list behind the reader of {@code segue.toml}, the variables {@code SEGUE_…}, the
 * refusal of unknown keys and the documentation.
 */
public enum Setting {
    DEFAULT_ENV(
            "default_env",
            SettingType.TEXT,
            "local",
            List.of(),
            "The environment to use when none is named with `--env` or `SEGUE_ENV`. Only at the top of the file."),
    URL("url", SettingType.URL, "embedded:postgresql", List.of(), "The database. See the section on URLs."),
    USER("user", SettingType.TEXT, "", List.of(), "The database user, when the URL does not name one."),
    PASSWORD(
            "password",
            SettingType.SECRET,
            "",
            List.of(),
            "The password. Better `\"${VARIABLE}\"` or `password_file` than the password itself."),
    PASSWORD_FILE("password_file", SettingType.FILE, "", List.of(), "A file whose first line is the password."),
    MIGRATIONS(
            "migrations",
            SettingType.FOLDERS,
            "migrations",
            List.of(),
            "The folders that hold the revisions. New ones are written to the first."),
    LAYOUT(
            "layout",
            SettingType.CHOICE,
            "auto",
            List.of("auto", "segue", "flyway", "golang-migrate", "dbmate", "goose", "diesel"),
            "How the files in the folders are laid out. `auto` looks at their names."),
    PLACEHOLDERS(
            "placeholders",
            SettingType.TABLE,
            "",
            List.of(),
            "Texts for `${name}` in files of layouts that know placeholders."),
    TRANSACTION(
            "transaction",
            SettingType.CHOICE,
            "per-revision",
            List.of("per-revision", "per-run", "per-statement"),
            "How much commits at once."),
    ROLLOUT(
            "rollout",
            SettingType.CHOICE,
            "auto",
            List.of("auto", "phased", "direct"),
            "Whether an application is at work that must not notice a change. `phased` leaves what the old application needs"
                    + " until `segue contract`; `direct` runs all phases at once; `auto` is `direct` on embedded databases"
                    + " and `phased` on all others."),
    LOCK_TIMEOUT(
            "lock_timeout",
            SettingType.DURATION,
            "800ms",
            List.of(),
            "How long one attempt may wait for a lock on a table. It is raised by and by when attempts fail."),
    LOCK_BUDGET(
            "lock_budget",
            SettingType.DURATION,
            "30min",
            List.of(),
            "How long all attempts for one lock may take together."),
    LOCK_WAIT(
            "lock_wait",
            SettingType.DURATION,
            "30min",
            List.of(),
            "How long to wait for another run of Segue on the same database."),
    STATEMENT_TIMEOUT(
            "statement_timeout",
            SettingType.DURATION,
            "0s",
            List.of(),
            "How long one statement may run. `0s` is without end."),
    BACKFILL_BATCH(
            "backfill.batch",
            SettingType.NUMBER,
            "",
            List.of(),
            "How many rows a batch of a backfill has at most. Without it as many as can be written in the target time,"
                    + " and no more than one in 250 of the table's (1,000 at least, 10,000 at most)."),
    BACKFILL_TARGET(
            "backfill.target",
            SettingType.DURATION,
            "200ms",
            List.of(),
            "How long a batch should take: whoever wants one of its rows waits about that long at most."),
    BACKFILL_WORKERS(
            "backfill.workers", SettingType.NUMBER, "1", List.of(), "How many batches are written at the same time."),
    BACKFILL_MAX_RATE(
            "backfill.max_rate",
            SettingType.NUMBER,
            "",
            List.of(),
            "How many rows a second a backfill may write. Without it as many as it can."),
    BACKFILL_NICE(
            "backfill.nice",
            SettingType.TEXT,
            "",
            List.of(),
            "How long to rest after each batch, in percent of the time that it took, such as `50%`."),
    BACKFILL_PAUSE_WHEN(
            "backfill.pause_when",
            SettingType.TEXTS,
            "",
            List.of(),
            "When a backfill writes nothing, such as `lag>5s`. See [giving way](backfills.md#giving-way)."),
    BACKFILL_ROUNDTRIP(
            "backfill.roundtrip",
            SettingType.CHOICE,
            "off",
            List.of("off", "report", "refuse"),
            "Whether it is looked, when a column was filled that takes the place of another one, if a downgrade could compute"
                    + " all old values back: losses are reported, or end the run.");

    /** The table of the file that holds the settings of backfills, and what their keys begin with. */
    static final String BACKFILL = "backfill";

    private final String key;
    private final SettingType type;
    private final String standard;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> choices;

    private final String description;

    Setting(String key, SettingType type, String standard, List<String> choices, String description) {
        this.key = key;
        this.type = type;
        this.standard = standard;
        this.choices = choices;
        this.description = description;
    }

    /** Its name in {@code segue.toml}; with a dot where it stands in a table of its own. */
    public String key() {
        return key;
    }

    public SettingType type() {
        return type;
    }

    /** The text that holds when nobody says anything; empty for nothing. */
    public String standard() {
        return standard;
    }

    /** The words that it may hold; empty when it is not a choice. */
    public List<String> choices() {
        return choices;
    }

    /** One or two sentences of Markdown. */
    public String description() {
        return description;
    }

    /** The environment variable that sets it, if one can: a table has none. */
    public Optional<String> variable() {
        if (type == SettingType.TABLE) {
            return Optional.empty();
        }
        return Optional.of(
                this == DEFAULT_ENV
                        ? "SEGUE_ENV"
                        : "SEGUE_" + key.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** Whether {@code [env.NAME]} may hold it. */
    public boolean belongsToEnvironments() {
        return this != DEFAULT_ENV;
    }

    /** Whether it stands in the table {@link #BACKFILL}. */
    boolean isOfBackfills() {
        return key.startsWith(BACKFILL + ".");
    }

    /** Its name within the table where it stands. */
    String keyInItsTable() {
        return key.substring(key.indexOf('.') + 1);
    }

    static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
