package dev.segue.dialect.postgresql;

import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which rows a partition is for, as a condition that PostgreSQL can prove its own from, so that it attaches the partition
 * without reading it.
 */
final class PartitionBound {

    /** PostgreSQL looks into longer ones no more. */
    private static final int LONGEST_PROVEN_LIST = 100;

    private static final String NO_LIMITS = "TRUE";

    private final SqlStatement key;
    private final SqlStatement bound;

    private PartitionBound(SqlStatement key, SqlStatement bound) {
        this.key = key;
        this.bound = bound;
    }

    /**
     * @param partitioning as behind {@code PARTITION BY}
     * @param bound as behind the name of the parent
     * @return empty for what cannot be said so: hashes, expressions as keys, ranges over several columns
     */
    static Optional<String> condition(String partitioning, String bound) {
        try {
            return new PartitionBound(read(partitioning), read(bound)).condition();
        } catch (SegueException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * True only where it is certain that no row belongs to both.
     *
     * @param one as behind the name of the parent
     */
    static boolean areDisjoint(String one, String other) {
        try {
            PartitionBound left = new PartitionBound(read("ANY"), read(one));
            PartitionBound right = new PartitionBound(read("ANY"), read(other));
            return left.endsBefore(right) || right.endsBefore(left) || left.listsNothingOf(right);
        } catch (SegueException | IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** True only where it is certain that each row of the inner one belongs to the outer one too. */
    static boolean isWithin(String inner, String outer) {
        try {
            return new PartitionBound(read("ANY"), read(inner)).isWithin(new PartitionBound(read("ANY"), read(outer)));
        } catch (SegueException | IllegalArgumentException unreadable) {
            return false;
        }
    }

    /**
     * Which rows the partition for the rest is for.
     *
     * @param others bounds of all other partitions
     * @return empty for what cannot be said so, and where there are no others
     */
    static Optional<String> conditionOfRest(String partitioning, List<String> others) {
        try {
            SqlStatement key = read(partitioning);
            List<PartitionBound> bounds = new ArrayList<>();
            for (String other : others) {
                bounds.add(new PartitionBound(key, read(other)));
            }
            return quotedColumn(key).flatMap(column -> beside(bounds, column));
        } catch (SegueException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What holds for all of them is said once, as PostgreSQL does: otherwise it finds no proof. */
    private static Optional<String> beside(List<PartitionBound> others, String column) {
        boolean areRanges = others.stream().allMatch(PartitionBound::isRange);
        boolean areLists = others.stream().allMatch(PartitionBound::isList);
        if (others.isEmpty() || areRanges == areLists) {
            return Optional.empty();
        }
        if (areLists) {
            List<String> values =
                    others.stream().flatMap(other -> other.elements(3).stream()).toList();
            return values.size() > LONGEST_PROVEN_LIST
                    ? Optional.empty()
                    : listed(column, values).map(condition -> "NOT (" + condition + ")");
        }
        List<String> ranges = new ArrayList<>();
        for (PartitionBound other : others) {
            Optional<String> limits = other.limits(column);
            if (limits.isEmpty()) {
                return Optional.empty();
            }
            ranges.add("(" + limits.get() + ")");
        }
        return Optional.of("NOT (" + column + " IS NOT NULL AND (" + String.join(" OR ", ranges) + "))");
    }

    private boolean isWithin(PartitionBound outer) {
        if (isRange() && outer.isRange()) {
            return BoundValue.isAtMost(outer.elements(3), elements(3))
                    && BoundValue.isAtMost(elements(closing(3) + 2), outer.elements(outer.closing(3) + 2));
        }
        return isList() && outer.isList() && outer.elements(3).containsAll(elements(3));
    }

    private boolean isList() {
        return bound.startsWith("FOR", "VALUES", "IN");
    }

    private boolean endsBefore(PartitionBound other) {
        return isRange() && other.isRange() && BoundValue.isAtMost(elements(closing(3) + 2), other.elements(3));
    }

    private boolean isRange() {
        return bound.startsWith("FOR", "VALUES", "FROM") && bound.hasWordsAt(closing(3) + 1, "TO");
    }

    private boolean listsNothingOf(PartitionBound other) {
        return isList()
                && other.isList()
                && elements(3).stream()
                        .allMatch(value -> other.elements(3).stream()
                                .allMatch(otherValue -> BoundValue.differ(value, otherValue)));
    }

    private static SqlStatement read(String text) {
        List<SqlStatement> statements = SqlScanner.scan(new SourceText("a partition", text), SqlSyntax.POSTGRESQL)
                .statements();
        if (statements.size() != 1) {
            throw new IllegalArgumentException(text);
        }
        return statements.get(0);
    }

    private Optional<String> condition() {
        return quotedColumn(key).flatMap(this::condition);
    }

    private static Optional<String> quotedColumn(SqlStatement key) {
        return SqlName.at(key, 2)
                .filter(column -> key.tokens().size() == 4)
                .map(column -> column.quoted(SqlSyntax.POSTGRESQL));
    }

    private Optional<String> condition(String column) {
        if (key.startsWith("RANGE") && isRange()) {
            return limits(column)
                    .map(limits -> column + " IS NOT NULL" + (limits.equals(NO_LIMITS) ? "" : " AND " + limits));
        }
        return key.startsWith("LIST") && isList() ? listed(column, elements(3)) : Optional.empty();
    }

    private Optional<String> limits(String column) {
        List<String> lower = elements(3);
        List<String> upper = elements(closing(3) + 2);
        if (lower.size() != 1 || upper.size() != 1) {
            return Optional.empty();
        }
        List<String> limits = new ArrayList<>();
        if (!lower.get(0).toUpperCase(Locale.ROOT).equals("MINVALUE")) {
            limits.add(column + " >= " + lower.get(0));
        }
        if (!upper.get(0).toUpperCase(Locale.ROOT).equals("MAXVALUE")) {
            limits.add(column + " < " + upper.get(0));
        }
        return Optional.of(limits.isEmpty() ? NO_LIMITS : String.join(" AND ", limits));
    }

    private static Optional<String> listed(String column, List<String> listed) {
        List<String> values = new ArrayList<>(listed);
        boolean takesNull =
                values.removeIf(value -> value.toUpperCase(Locale.ROOT).equals("NULL"));
        if (values.isEmpty()) {
            return takesNull ? Optional.of(column + " IS NULL") : Optional.empty();
        }
        String isListed = column + " IN (" + String.join(", ", values) + ")";
        return Optional.of(takesNull ? column + " IS NULL OR " + isListed : column + " IS NOT NULL AND " + isListed);
    }

    /** The token that closes the parenthesis at the given one. */
    private int closing(int opening) {
        int depth = 0;
        for (int token = opening; token < bound.tokens().size(); token++) {
            String text = textOf(token);
            if (text.equals("(")) {
                depth++;
            } else if (text.equals(")") && --depth == 0) {
                return token;
            }
        }
        throw new IllegalArgumentException(bound.text());
    }

    private List<String> elements(int opening) {
        int closing = closing(opening);
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int start = opening + 1;
        for (int token = opening + 1; token <= closing; token++) {
            String text = textOf(token);
            boolean endsHere = token == closing || (depth == 0 && text.equals(","));
            if (endsHere && token > start) {
                elements.add(bound.text()
                        .substring(
                                bound.tokens().get(start).start(),
                                bound.tokens().get(token - 1).end()));
                start = token + 1;
            } else if (text.equals("(")) {
                depth++;
            } else if (text.equals(")")) {
                depth--;
            }
        }
        return elements;
    }

    private String textOf(int token) {
        return bound.tokens().get(token).in(bound.text());
    }
}
