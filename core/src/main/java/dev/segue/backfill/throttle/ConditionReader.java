package dev.segue.backfill.throttle;

import dev.segue.problem.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads conditions: {@code lag(r1)>5s, sessions>40, outside(22:00-06:00 Europe/Berlin)}. */
final class ConditionReader {

    /** Whoever adds a condition adds a line here. */
    private static final Map<String, Function<WrittenCondition, Condition>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put(ReplicaLag.NAME, ReplicaLag::read);
        KNOWN.put(WalRate.NAME, WalRate::read);
        KNOWN.put(ArchiveBacklog.NAME, ArchiveBacklog::read);
        KNOWN.put(RetainedWal.NAME, RetainedWal::read);
        KNOWN.put(DeadRows.NAME, DeadRows::read);
        KNOWN.put(Autovacuum.NAME, Autovacuum::read);
        KNOWN.put(ActiveSessions.NAME, ActiveSessions::read);
        KNOWN.put(SqlQuery.NAME, SqlQuery::read);
        KNOWN.put(FlagFile.NAME, FlagFile::read);
        KNOWN.put(HttpCheck.NAME, HttpCheck::read);
        KNOWN.put(TimeWindow.DURING, TimeWindow::read);
        KNOWN.put(TimeWindow.OUTSIDE, TimeWindow::read);
    }

    private static final Pattern SHAPE =
            Pattern.compile("([^(>\\s]*)\\s*(?:\\((.*)\\))?\\s*(?:>(.*))?", Pattern.DOTALL);

    private ConditionReader() {}

    static Set<String> names() {
        return KNOWN.keySet();
    }

    static List<Condition> read(String list) {
        return partsOf(list).stream().map(ConditionReader::condition).toList();
    }

    private static Condition condition(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw ThrottleProblem.MALFORMED.with(
                    "the condition \"" + text + "\" cannot be read",
                    "write it as name>limit or name(argument), such as 'lag>5s' or 'file(/tmp/stop)'");
        }
        String name = shape.group(1);
        Function<WrittenCondition, Condition> reader = Optional.ofNullable(KNOWN.get(name))
                .orElseThrow(() -> ThrottleProblem.UNKNOWN_CONDITION.with(
                        "\"" + name + "\" is nothing that a backfill can give way to",
                        NearestName.to(name, KNOWN.keySet())
                                .map(near -> "write \"" + near + "\"")
                                .orElse("write one of " + String.join(", ", KNOWN.keySet()))));
        return reader.apply(new WrittenCondition(text, name, stripped(shape.group(2)), stripped(shape.group(3))));
    }

    private static Optional<String> stripped(@Nullable String part) {
        return Optional.ofNullable(part).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Commas in parentheses and in quotes belong to a condition. */
    private static List<String> partsOf(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char each = list.charAt(i);
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (depth > 0 && (each == '\'' || each == '"')) {
                quote = each;
            } else if (each == '(') {
                depth++;
            } else if (each == ')') {
                depth--;
            } else if (each == ',' && depth == 0) {
                parts.add(list.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(list.substring(begin).strip());
        if (depth != 0 || quote != 0) {
            throw ThrottleProblem.MALFORMED.with(
                    "the condition \"" + parts.get(parts.size() - 1)
                            + "\" has a parenthesis or a quote without its other half",
                    "close what is open");
        }
        if (parts.contains("")) {
            throw ThrottleProblem.MALFORMED.with(
                    "there is an empty condition in \"" + list + "\"",
                    "write conditions between commas, or none at all");
        }
        return parts;
    }
}
