package dev.segue.configuration;

import dev.segue.problem.NearestName;
import dev.segue.problem.SegueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a configuration is put together from: options, environment variables and {@code segue.toml}. What wins
 * is told by {@link Precedence}.
 */
public final class ConfigurationSources {

    private final Path workingFolder;
    private final Variables variables;
    private final Map<Setting, Given<RawValue>> options = new EnumMap<>(Setting.class);
    private Optional<String> namedFile = Optional.empty();

    private ConfigurationSources(Path workingFolder, Map<String, String> environmentVariables) {
        this.workingFolder = workingFolder.toAbsolutePath().normalize();
        this.variables = new Variables(environmentVariables);
    }

    /** @param workingFolder where the file is looked for, and in each folder above */
    public static ConfigurationSources in(Path workingFolder, Map<String, String> environmentVariables) {
        return new ConfigurationSources(workingFolder, environmentVariables);
    }

    /** The file to read, instead of looking for one. */
    public ConfigurationSources file(String path) {
        namedFile = Optional.of(path);
        return this;
    }

    /**
     * A value from the command line.
     *
     * @param option how the user wrote it, for messages
     */
    public ConfigurationSources option(Setting setting, String option, String value) {
        options.put(setting, new Given<>(new RawValue.One(value), Origin.option(option)));
        return this;
    }

    public ConfigurationSources option(Setting setting, String option, List<String> values) {
        options.put(setting, new Given<>(new RawValue.Many(values), Origin.option(option)));
        return this;
    }

    public ConfigurationSources option(Setting setting, String option, Map<String, String> values) {
        options.put(setting, new Given<>(new RawValue.Named(values), Origin.option(option)));
        return this;
    }

    /** @throws SegueException when the file or a value cannot be understood */
    public Configuration load() {
        Optional<ConfigurationFile> file = findFile();
        List<Map<Setting, Given<RawValue>>> layers = new ArrayList<>();
        layers.add(options);
        layers.add(fromVariables());
        Given<String> environment = environment(layers, file);
        file.ifPresent(found -> {
            layers.add(found.environments().getOrDefault(environment.value(), Map.of()));
            layers.add(found.topLevel());
        });
        variables
                .get("DATABASE_URL")
                .ifPresent(url -> layers.add(Map.of(
                        Setting.URL, new Given<>(new RawValue.One(url), Origin.applicationVariable("DATABASE_URL")))));
        Configuration configuration = new Configuration(
                workingFolder,
                file.map(ConfigurationFile::path),
                environment,
                file.map(found -> List.copyOf(found.environmentNames())).orElse(List.of()),
                merged(layers),
                placeholders(layers),
                variables);
        configuration.refuseNonsense();
        return configuration;
    }

    private Optional<ConfigurationFile> findFile() {
        Optional<Given<String>> named = namedFile
                .map(path -> new Given<>(path, Origin.option("--config")))
                .or(() ->
                        variables.get("SEGUE_CONFIG").map(path -> new Given<>(path, Origin.variable("SEGUE_CONFIG"))));
        if (named.isPresent()) {
            Given<String> path = named.get();
            return Optional.of(ConfigurationFile.read(
                    ConfiguredPath.of(path.value(), workingFolder, path.origin()), path.value()));
        }
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(ConfigurationFile.NAME);
            if (isThere(candidate)) {
                return Optional.of(ConfigurationFile.read(
                        candidate, workingFolder.relativize(candidate).toString()));
            }
        }
        return Optional.empty();
    }

    /** A link that leads nowhere is there, too: looking on in the folder above would find another project. */
    private static boolean isThere(Path candidate) {
        return Files.isRegularFile(candidate) || Files.isSymbolicLink(candidate);
    }

    private Map<Setting, Given<RawValue>> fromVariables() {
        Map<Setting, Given<RawValue>> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            setting.variable()
                    .ifPresent(name -> variables
                            .get(name)
                            .ifPresent(value -> values.put(
                                    setting, new Given<>(fromVariable(setting, value), Origin.variable(name)))));
        }
        return values;
    }

    private static RawValue fromVariable(Setting setting, String value) {
        return setting.type() == SettingType.FOLDERS
                ? new RawValue.Many(
                        Arrays.stream(value.split(",")).map(String::strip).toList())
                : new RawValue.One(value);
    }

    private Given<String> environment(List<Map<Setting, Given<RawValue>>> requested, Optional<ConfigurationFile> file) {
        Optional<Given<RawValue>> chosen = first(requested, Setting.DEFAULT_ENV)
                .or(() -> file.map(ConfigurationFile::topLevel)
                        .flatMap(topLevel -> first(List.of(topLevel), Setting.DEFAULT_ENV)));
        if (chosen.isEmpty()) {
            return new Given<>(Setting.DEFAULT_ENV.standard(), Origin.standard(Setting.DEFAULT_ENV));
        }
        Origin origin = chosen.get().origin();
        String written = chosen.get().value().texts().get(0);
        String name = origin.precedence().isFile() ? variables.expand(written, origin) : written;
        List<String> known =
                file.map(found -> List.copyOf(found.environmentNames())).orElse(List.of());
        if (!known.contains(name)) {
            throw unknownEnvironment(name, origin, known, file.isPresent());
        }
        return new Given<>(name, origin);
    }

    private static SegueException unknownEnvironment(String name, Origin origin, List<String> known, boolean hasFile) {
        String remedy = NearestName.to(name, known)
                .map(near -> "name the environment \"" + near + "\"")
                .orElse(
                        known.isEmpty()
                                ? "add a table [env." + name + "] to segue.toml"
                                : "name one of " + String.join(", ", known) + ", or add a table [env." + name
                                        + "] to segue.toml");
        return origin.problem(
                ConfigurationProblem.UNKNOWN_ENVIRONMENT,
                "there is no environment \"" + name + "\""
                        + (hasFile ? "" : ", because there is no segue.toml here or in a folder above"),
                remedy);
    }

    private static Map<Setting, Given<RawValue>> merged(List<Map<Setting, Given<RawValue>>> layers) {
        Map<Setting, Given<RawValue>> merged = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            first(layers, setting).ifPresent(value -> merged.put(setting, value));
        }
        return merged;
    }

    /** Placeholders come together from all places, name by name. */
    private static Map<String, Given<String>> placeholders(List<Map<Setting, Given<RawValue>>> layers) {
        Map<String, Given<String>> placeholders = new LinkedHashMap<>();
        for (Map<Setting, Given<RawValue>> layer : layers) {
            Optional.ofNullable(layer.get(Setting.PLACEHOLDERS)).ifPresent(given -> {
                if (given.value() instanceof RawValue.Named named) {
                    named.byName()
                            .forEach((name, text) -> placeholders.putIfAbsent(name, new Given<>(text, given.origin())));
                }
            });
        }
        return Collections.unmodifiableMap(placeholders);
    }

    private static Optional<Given<RawValue>> first(List<Map<Setting, Given<RawValue>>> layers, Setting setting) {
        return layers.stream()
                .filter(layer -> layer.containsKey(setting))
                .map(layer -> layer.get(setting))
                .findFirst();
    }
}
