package dev.segue.cli;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.ProgressLine;
import dev.segue.cli.terminal.SafeText;
import dev.segue.cli.terminal.Terminal;
import dev.segue.configuration.Configuration;
import dev.segue.configuration.ConfigurationSources;
import dev.segue.configuration.DatabaseUrl;
import dev.segue.configuration.Setting;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.execution.LockPatience;
import dev.segue.problem.SegueException;
import dev.segue.revision.source.Layout;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run of one command: what was asked for globally, and the ways to answer. */
public final class Invocation implements AutoCloseable {

    private static final Duration USUAL_FIRST_TIMEOUT = Duration.ofMillis(300);

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Map<Setting, Optional<String>> commandSettings = new LinkedHashMap<>();
    private Optional<Configuration> configuration = Optional.empty();
    private Optional<EmbeddedDatabase> embedded = Optional.empty();

    Invocation(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public GlobalOptions options() {
        return options;
    }

    /** A setting that a command has an option of its own for, named like its key. Before the configuration is read. */
    public void set(Setting setting, Optional<String> value) {
        commandSettings.put(setting, value);
    }

    public Configuration configuration() {
        if (configuration.isEmpty()) {
            configuration = Optional.of(readConfiguration());
        }
        return configuration.get();
    }

    public Segue segue() {
        return builder().build();
    }

    /** The library, set up as configured; a command may add what only it knows. */
    public SegueBuilder builder() {
        Configuration configured = configuration();
        BackfillHabits backfills = BackfillHabits.in(configured);
        SegueBuilder builder = Segue.builder()
                .project(configured.baseFolder())
                .revisions(configured.migrations().value().toArray(Path[]::new))
                .placeholders(configured.placeholders())
                .transactionScope(scope(configured.transaction().value()))
                .rollout(rollout(configured))
                .lockPatience(patience(configured))
                .migrationLockWait(configured.lockWait().value())
                .statementTimeout(configured.statementTimeout().value())
                .backfills(backfills.habits())
                .backfillOrders(backfills.orders())
                .cancellation(surroundings.cancellation())
                .clock(surroundings.clock());
        Layout.of(configured.layout().value()).ifPresent(builder::layout);
        return withDatabase(builder, configured);
    }

    private SegueBuilder withDatabase(SegueBuilder builder, Configuration configured) {
        DatabaseUrl url;
        try {
            url = configured.database().value();
        } catch (SegueException unknown) {
            return builder.database(new PostgresqlDialect(), new UnknownDatabase(unknown));
        }
        return url instanceof DatabaseUrl.Jdbc jdbc
                ? builder.database(jdbc)
                : builder.database(new PostgresqlDialect(), embedded((DatabaseUrl.Embedded) url));
    }

    /** A file as this user would name it from where they are. */
    public Path shown(Path file) {
        Path absolute = configuration().baseFolder().resolve(file);
        Path relative = surroundings.workingFolder().relativize(absolute);
        return relative.startsWith("..") ? absolute : relative;
    }

    /** Tells the outcome on the output stream, in the format that was asked for. */
    public void tell(Report report) {
        if (options.format() == OutputFormat.TEXT) {
            report.lines(look()).forEach(this::line);
        } else {
            terminal().out().println(Json.line(report.json()));
        }
    }

    /** A line of the result, for people. */
    public void line(String text) {
        terminal().out().println(SafeText.of(text));
    }

    /** Says something by the way, to a person only. */
    public void remark(String text) {
        if (!options.isQuiet() && options.format() == OutputFormat.TEXT) {
            terminal().err().println(SafeText.of(text));
        }
    }

    public Terminal terminal() {
        return surroundings.terminal();
    }

    /** What the output stream can show. */
    public Look look() {
        return terminal().outLook();
    }

    /** Stops what was started for this run. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedDatabase::close);
    }

    private EmbeddedDatabase embedded(DatabaseUrl.Embedded url) {
        if (embedded.isEmpty()) {
            embedded = Optional.of(new EmbeddedDatabase(
                    url, configuration().dataFolder(), new ProgressLine(terminal(), System::nanoTime)));
        }
        return embedded.get();
    }

    private Configuration readConfiguration() {
        ConfigurationSources sources =
                options.applyTo(ConfigurationSources.in(surroundings.workingFolder(), surroundings.variables()));
        commandSettings.forEach(
                (setting, value) -> value.ifPresent(text -> sources.option(setting, optionOf(setting), text)));
        if (options.readsPassword()) {
            sources.option(Setting.PASSWORD, "--password-stdin", firstLineOfInput());
        }
        return sources.load();
    }

    private static String optionOf(Setting setting) {
        String key = setting.key();
        return "--" + key.substring(key.indexOf('.') + 1).replace('_', '-');
    }

    private String firstLineOfInput() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(surroundings.input(), StandardCharsets.UTF_8)).readLine();
            if (line != null && !line.isEmpty()) {
                return line;
            }
        } catch (IOException closed) {
            // Told below: nothing can be read, for whatever reason.
        }
        throw CliProblem.NO_INPUT.with(
                "--password-stdin was given, but standard input has no first line",
                "pipe the password in, such as: segue upgrade --password-stdin < password.txt");
    }

    private static LockPatience patience(Configuration configured) {
        Duration longest = configured.lockTimeout().value();
        Duration first = longest.compareTo(USUAL_FIRST_TIMEOUT) < 0 ? longest : USUAL_FIRST_TIMEOUT;
        return new LockPatience(first, longest, configured.lockBudget().value());
    }

    /** The words are those of {@link Setting#ROLLOUT}. */
    private static Rollout rollout(Configuration configured) {
        String word = configured.rollout().value();
        if (!word.equals("auto")) {
            return Rollout.valueOf(word.toUpperCase(Locale.ROOT));
        }
        return isEmbedded(configured) ? Rollout.DIRECT : Rollout.PHASED;
    }

    private static boolean isEmbedded(Configuration configured) {
        try {
            return configured.database().value() instanceof DatabaseUrl.Embedded;
        } catch (SegueException unknown) {
            return false;
        }
    }

    /** The words are those of {@link Setting#TRANSACTION}. */
    private static TransactionScope scope(String word) {
        return TransactionScope.valueOf(List.of(word.split("-")).get(1).toUpperCase(Locale.ROOT));
    }
}
