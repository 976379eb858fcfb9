package dev.segue.configuration;

import dev.segue.problem.NearestName;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * What stands in one {@code segue.toml}: every key known, every value of its type, not yet understood further.
 *
 * @param path the file
 * @param topLevel what holds in every environment
 * @param environments what each {@code [env.NAME]} adds or replaces
 */
record ConfigurationFile(
        Path path, Map<Setting, Given<RawValue>> topLevel, Map<String, Map<Setting, Given<RawValue>>> environments) {

    static final String NAME = "segue.toml";

    private static final String ENVIRONMENTS = "env";

    /** @param shownAs what messages call the file */
    static ConfigurationFile read(Path path, String shownAs) {
        String text = textOf(path, shownAs);
        TomlParseResult toml = Toml.parse(text);
        Reader reader = new Reader(shownAs, text.lines().toList());
        reader.refuseErrors(toml.errors());
        return reader.read(path, toml);
    }

    private static String textOf(Path path, String shownAs) {
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException binary) {
            throw ConfigurationProblem.UNREADABLE_FILE.with(
                    shownAs + " is not a text in UTF-8", "save it as UTF-8 text, or name another file with --config");
        } catch (IOException unreadable) {
            throw unreadable(path, shownAs, unreadable);
        }
    }

    static SegueException unreadable(Path path, String shownAs, IOException failure) {
        String beginning = "cannot read the configuration " + shownAs + ": ";
        if (failure instanceof AccessDeniedException) {
            return ConfigurationProblem.UNREADABLE_FILE.with(
                    beginning + "permission denied",
                    "let the user " + System.getProperty("user.name") + " read " + path
                            + ", or name another file with --config");
        }
        String reason = Files.isDirectory(path)
                ? "it is a folder"
                : Files.exists(path) ? "it cannot be read" : "there is no such file";
        return ConfigurationProblem.UNREADABLE_FILE.with(
                beginning + reason, "correct the path, or run `segue init` to write a configuration");
    }

    /** Walks through the parsed file and points at what does not belong. */
    private record Reader(String shownAs, List<String> lines) {

        private static final int MOST_ERRORS = 10;
        private static final Pattern MAY_HOLD_A_SECRET =
                Pattern.compile("url|pas|pwd|secret|token|://", Pattern.CASE_INSENSITIVE);
        private static final Pattern QUOTED = Pattern.compile("'.+'");

        void refuseErrors(List<TomlParseError> errors) {
            if (errors.isEmpty()) {
                return;
            }
            TomlParseError first = errors.get(0);
            List<String> others = errors.stream()
                    .skip(1)
                    .limit(MOST_ERRORS)
                    .map(error -> "also at " + excerpt(error.position()).place() + ": " + message(error))
                    .toList();
            throw Problem.of(
                            ConfigurationProblem.NOT_TOML,
                            shownAs + " is not valid TOML: " + message(first),
                            "correct it; texts are written in double quotes, tables as [env.local]")
                    .at(excerpt(first.position()))
                    .saying(others)
                    .toException();
        }

        private String message(TomlParseError error) {
            String message = String.valueOf(error.getMessage());
            return MAY_HOLD_A_SECRET.matcher(line(error.position())).find()
                    ? QUOTED.matcher(message).replaceAll("text")
                    : message;
        }

        ConfigurationFile read(Path path, TomlTable toml) {
            Map<Setting, Given<RawValue>> topLevel = new EnumMap<>(Setting.class);
            Map<String, Map<Setting, Given<RawValue>>> environments = new LinkedHashMap<>();
            for (String key : toml.keySet()) {
                if (key.equals(ENVIRONMENTS)) {
                    TomlTable tables = table(toml, key, "write environments as tables: [env.NAME]");
                    for (String name : tables.keySet()) {
                        environments.put(
                                name,
                                environment(table(tables, name, "write environments as tables: [env." + name + "]")));
                    }
                } else {
                    put(topLevel, Precedence.TOP_LEVEL, toml, key);
                }
            }
            return new ConfigurationFile(path, topLevel, environments);
        }

        private Map<Setting, Given<RawValue>> environment(TomlTable table) {
            Map<Setting, Given<RawValue>> settings = new EnumMap<>(Setting.class);
            table.keySet().forEach(key -> put(settings, Precedence.ENVIRONMENT, table, key));
            return settings;
        }

        private void put(Map<Setting, Given<RawValue>> settings, Precedence precedence, TomlTable table, String key) {
            if (key.equals(Setting.BACKFILL)) {
                TomlTable backfill = table(
                        table, key, "write it as a table: [backfill], or [env.NAME.backfill] for one environment");
                backfill.keySet().forEach(name -> putForBackfills(settings, precedence, backfill, name));
                return;
            }
            boolean isTopLevel = precedence == Precedence.TOP_LEVEL;
            Setting setting = Setting.named(key)
                    .filter(known -> !known.isOfBackfills())
                    .filter(known -> isTopLevel || known.belongsToEnvironments())
                    .orElseThrow(() -> unknown(table, key, isTopLevel));
            SourceExcerpt place =
                    setting.type() == SettingType.TABLE ? excerptOfKey(table, key) : excerpt(position(table, key));
            Origin origin = Origin.file(precedence, key, place);
            settings.put(setting, new Given<>(value(setting, table, key, origin), origin));
        }

        private void putForBackfills(
                Map<Setting, Given<RawValue>> settings, Precedence precedence, TomlTable table, String key) {
            Setting setting =
                    Setting.named(Setting.BACKFILL + "." + key).orElseThrow(() -> unknownForBackfills(table, key));
            Origin origin = Origin.file(precedence, setting.key(), excerpt(position(table, key)));
            settings.put(setting, new Given<>(value(setting, table, key, origin), origin));
        }

        private SegueException unknownForBackfills(TomlTable table, String key) {
            List<String> known = Arrays.stream(Setting.values())
                    .filter(Setting::isOfBackfills)
                    .map(Setting::keyInItsTable)
                    .toList();
            return Problem.of(
                            ConfigurationProblem.UNKNOWN_KEY,
                            "\"" + key + "\" is not a key of backfills",
                            NearestName.to(key, known)
                                    .map(near -> "write \"" + near + "\", or remove it")
                                    .orElse("remove it; the keys are " + String.join(", ", known)))
                    .at(excerptOfKey(table, key))
                    .toException();
        }

        private SegueException unknown(TomlTable table, String key, boolean isTopLevel) {
            List<String> known = Arrays.stream(Setting.values())
                    .filter(setting -> isTopLevel || setting.belongsToEnvironments())
                    .map(setting -> setting.isOfBackfills() ? Setting.BACKFILL : setting.key())
                    .distinct()
                    .toList();
            String remedy = NearestName.to(key, known)
                    .map(near -> "write \"" + near + "\", or remove it")
                    .orElse("remove it; the keys are " + String.join(", ", known));
            if (isTopLevel
                    && raw(table, key) instanceof TomlTable
                    && NearestName.to(key, List.of(Setting.BACKFILL)).isEmpty()) {
                remedy = "an environment is written [env." + key + "]";
            }
            if (!isTopLevel && Setting.named(key).isPresent()) {
                remedy = "move it to the top of the file, before the first [env.…]";
            }
            return Problem.of(
                            ConfigurationProblem.UNKNOWN_KEY,
                            "\"" + key + "\" is not a key " + (isTopLevel ? "of " + shownAs : "of an environment"),
                            remedy)
                    .at(excerptOfKey(table, key))
                    .toException();
        }

        private RawValue value(Setting setting, TomlTable table, String key, Origin origin) {
            Object value = raw(table, key);
            if (setting.type() == SettingType.TABLE && value instanceof TomlTable texts) {
                return new RawValue.Named(texts(texts));
            }
            boolean isList = setting.type() == SettingType.FOLDERS || setting.type() == SettingType.TEXTS;
            if (isList && value instanceof TomlArray array) {
                return new RawValue.Many(texts(setting, array, origin));
            }
            if (setting.type() == SettingType.NUMBER && value instanceof Long number) {
                return new RawValue.One(number.toString());
            }
            if (setting.type() != SettingType.TABLE && value instanceof String text) {
                return new RawValue.One(text);
            }
            throw wrongType(setting, origin);
        }

        private static SegueException wrongType(Setting setting, Origin origin) {
            String example = switch (setting.type()) {
                case DURATION -> setting.keyInItsTable() + " = \"5s\"";
                case NUMBER -> setting.keyInItsTable() + " = 1000";
                case TEXTS -> setting.keyInItsTable() + " = [\"…\"]";
                case FOLDERS -> setting.key() + " = [\"migrations\"]";
                case TABLE -> setting.key() + " = { name = \"text\" }";
                case TEXT, URL, SECRET, FILE, CHOICE -> setting.keyInItsTable() + " = \"…\"";
            };
            return origin.problem(
                    ConfigurationProblem.WRONG_TYPE,
                    setting.key() + " wants a " + setting.type().words(),
                    "write it as " + example);
        }

        private static List<String> texts(Setting setting, TomlArray array, Origin origin) {
            List<String> texts = new ArrayList<>();
            for (Object element : array.toList()) {
                if (!(element instanceof String text)) {
                    throw wrongType(setting, origin);
                }
                texts.add(text);
            }
            return texts;
        }

        private Map<String, String> texts(TomlTable table) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String name : table.keySet()) {
                if (!(raw(table, name) instanceof String text)) {
                    throw Problem.of(
                                    ConfigurationProblem.WRONG_TYPE,
                                    "the placeholder \"" + name + "\" is not a text",
                                    "put its value into double quotes")
                            .at(excerptOfKey(table, name))
                            .toException();
                }
                texts.put(name, text);
            }
            return texts;
        }

        private TomlTable table(TomlTable parent, String key, String remedy) {
            if (raw(parent, key) instanceof TomlTable table) {
                return table;
            }
            throw Problem.of(ConfigurationProblem.WRONG_TYPE, "\"" + key + "\" is not a table", remedy)
                    .at(excerpt(position(parent, key)))
                    .toException();
        }

        private static Object raw(TomlTable table, String key) {
            return Optional.ofNullable(table.get(List.of(key))).orElseThrow();
        }

        private static TomlPosition position(TomlTable table, String key) {
            return Optional.ofNullable(table.inputPositionOf(List.of(key))).orElse(TomlPosition.positionAt(1, 1));
        }

        /** The place with its line, cut off before a value that may be secret. */
        private SourceExcerpt excerpt(TomlPosition position) {
            String line = line(position);
            return new SourceExcerpt(
                    shownAs,
                    position.line(),
                    position.column(),
                    MAY_HOLD_A_SECRET.matcher(line).find() ? withoutValue(line) : line);
        }

        private SourceExcerpt excerptOfKey(TomlTable table, String key) {
            TomlPosition position = position(table, key);
            return new SourceExcerpt(shownAs, position.line(), position.column(), withoutValue(line(position)));
        }

        private String line(TomlPosition position) {
            return position.line() <= lines.size() ? lines.get(position.line() - 1) : "";
        }

        private static String withoutValue(String line) {
            int equals = line.indexOf('=');
            return equals < 0 ? line : line.substring(0, equals + 1) + " …";
        }
    }

    Set<String> environmentNames() {
        return environments.keySet();
    }
}
