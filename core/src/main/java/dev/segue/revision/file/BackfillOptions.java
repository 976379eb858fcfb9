package dev.segue.revision.file;

import dev.segue.configuration.DurationText;
import dev.segue.operation.ExecuteSql.InBatches;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Triggers;
import dev.segue.operation.FillSettings.Verify;
import dev.segue.problem.NearestName;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code -- segue:backfill}: {@code batch=auto target=200ms workers=2 pause-when="lag>10s, sessions>40"}.
 */
final class BackfillOptions {

    private static final Pattern OPTION =
            Pattern.compile("([A-Za-z_-]+)\\s*=\\s*((?:[^\\s\"]|\"[^\"]*\")+)(?=\\s|$)\\s*");

    private static final List<String> NAMES =
            List.of("table", "batch", "target", "workers", "verify", "triggers", "max-rate", "pause-when", "nice");

    /** Each says how to be held back. */
    private static final Set<String> THROTTLES = Set.of("max-rate", "nice", "pause-when");

    private static final Set<String> REPEATABLE = Set.of("pause-when");

    private final Directive directive;
    private final SqlSyntax syntax;
    private final Set<String> said = new HashSet<>();
    private final List<String> throttles = new ArrayList<>();
    private FillSettings settings = FillSettings.DEFAULT;
    private Optional<TableName> table = Optional.empty();

    private BackfillOptions(Directive directive, SqlSyntax syntax) {
        this.directive = directive;
        this.syntax = syntax;
    }

    static InBatches of(Directive directive, SqlSyntax syntax) {
        BackfillOptions options = new BackfillOptions(directive, syntax);
        Matcher option = OPTION.matcher(directive.argument());
        int end = 0;
        while (end < directive.argument().length()) {
            if (!option.find(end) || option.start() != end) {
                String rest = OneLine.of(directive.argument().substring(end));
                throw options.refused(
                        "\"" + rest + "\" is not an option", "write name=value, with blanks between two options");
            }
            options.take(option.group(1).toLowerCase(Locale.ROOT).replace('_', '-'), option.group(2));
            end = option.end();
        }
        return new InBatches(options.table, options.settings.withThrottles(options.throttles));
    }

    private static String value(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).strip()
                : written;
    }

    /** Quotes around a name are a part of it. */
    private void take(String name, String written) {
        String value = name.equals("table") ? written : value(written);
        if (!NAMES.contains(name)) {
            throw refused(
                    "there is no option \"" + name + "\"",
                    NearestName.to(name, NAMES)
                            .map(nearest -> "write " + nearest + "=")
                            .orElseGet(() -> "use one of " + String.join(", ", NAMES)));
        }
        if (!said.add(name) && !REPEATABLE.contains(name)) {
            throw refused("\"" + name + "\" is said twice", "keep one of the two");
        }
        if (THROTTLES.contains(name)) {
            throttles.add(name + "=" + value);
            return;
        }
        settings = switch (name) {
            case "batch" -> value.equalsIgnoreCase("auto") ? settings : settings.withBatch(count(name, value));
            case "target" -> settings.withTarget(duration(value));
            case "workers" -> settings.withWorkers(Math.toIntExact(count(name, value)));
            case "verify" -> settings.withVerify(word(name, value, Verify.values()));
            case "triggers" -> settings.withTriggers(word(name, value, Triggers.values()));
            default -> {
                table = Optional.of(TableName.parse(value, syntax)
                        .orElseThrow(() -> refused(
                                "\"" + value + "\" is not the name of a table", "write it as in the statement")));
                yield settings;
            }
        };
    }

    private long count(String name, String value) {
        boolean isCount = value.matches("[1-9][0-9]{0,8}");
        if (!isCount) {
            throw refused(
                    "\"" + name + "=" + OneLine.of(value) + "\" is not a number of "
                            + (name.equals("batch") ? "rows" : "workers"),
                    name.equals("batch") ? "write batch=auto, or a number such as batch=1000" : "write workers=2");
        }
        return Long.parseLong(value);
    }

    private Duration duration(String value) {
        try {
            Duration target = DurationText.parse(value);
            if (!target.isZero()) {
                return target;
            }
        } catch (IllegalArgumentException noDuration) {
            throw refused("\"target=" + OneLine.of(value) + "\" is not a time", "write target=200ms");
        }
        throw refused("\"target=" + OneLine.of(value) + "\" leaves no time for a row", "write target=200ms");
    }

    private <E extends Enum<E>> E word(String name, String value, E[] words) {
        List<String> known = Arrays.stream(words)
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
        return Arrays.stream(words)
                .filter(word -> word.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> refused(
                        "\"" + name + "=" + OneLine.of(value) + "\" is not known",
                        NearestName.to(value, known)
                                .map(nearest -> "write " + name + "=" + nearest)
                                .orElseGet(() -> "use one of " + String.join(", ", known))));
    }

    private SegueException refused(String what, String remedy) {
        return directive.refused(
                RevisionFileProblem.DIRECTIVE_ARGUMENT, what + " of \"" + directive.name() + "\"", remedy);
    }
}
