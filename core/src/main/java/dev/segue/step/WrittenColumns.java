package dev.segue.step;

import dev.segue.sql.SqlName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which columns of the rows that are gone through get values, as the database calls them. An error is on the side of too many. */
final class WrittenColumns implements RowWork.Visitor<Set<String>> {

    /** What Segue assigns begins with the name of the column; names in the expressions behind it may look the same. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?:\"((?:[^\"]|\"\")+)\"|([\\w$]+))\\s*=(?!>)", Pattern.UNICODE_CHARACTER_CLASS);

    private WrittenColumns() {}

    static Set<String> of(RowWork work) {
        return work.accept(new WrittenColumns());
    }

    @Override
    public Set<String> visit(RowWork.Assign work) {
        return work.steady().map(steady -> texts(steady.columns())).orElseGet(() -> assignedIn(work.assignments()));
    }

    @Override
    public Set<String> visit(RowWork.Look work) {
        return Set.of();
    }

    @Override
    public Set<String> visit(RowWork.UserStatement work) {
        return texts(work.statement().changed());
    }

    @Override
    public Set<String> visit(RowWork.RowFunction work) {
        return texts(work.written());
    }

    private static Set<String> texts(Collection<SqlName> names) {
        return names.stream().map(SqlName::text).collect(Collectors.toSet());
    }

    private static Set<String> assignedIn(String assignments) {
        Set<String> names = new HashSet<>();
        Matcher matcher = ASSIGNED.matcher(assignments);
        while (matcher.find()) {
            names.add(
                    matcher.group(1) == null
                            ? matcher.group(2).toLowerCase(Locale.ROOT)
                            : matcher.group(1).replace("\"\"", "\""));
        }
        return names;
    }
}
