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

    private static SqlStatement read(String text) {
        List<SqlStatement> statements = SqlScanner.scan(new SourceText("a partition", text), SqlSyntax.POSTGRESQL)
                .statements();
        if (statements.size() != 1) {
            throw new IllegalArgumentException(text);
        }
        return statements.get(0);
    }

    private Optional<String> condition() {
        Optional<SqlName> column = SqlName.at(key, 2);
        boolean isOneColumn = key.tokens().size() == 4 && column.isPresent();
        if (!isOneColumn) {
            return Optional.empty();
        }
        String quoted = column.get().quoted(SqlSyntax.POSTGRESQL);
        if (key.startsWith("RANGE") && bound.startsWith("FOR", "VALUES", "FROM")) {
            return range(quoted);
        }
        if (key.startsWith("LIST") && bound.startsWith("FOR", "VALUES", "IN")) {
            return list(quoted);
        }
        return Optional.empty();
    }

    private Optional<String> range(String column) {
        int to = closing(3) + 1;
        if (!bound.hasWordsAt(to, "TO")) {
            return Optional.empty();
        }
        List<String> lower = elements(3);
        List<String> upper = elements(to + 1);
        if (lower.size() != 1 || upper.size() != 1) {
            return Optional.empty();
        }
        StringBuilder condition = new StringBuilder(column).append(" IS NOT NULL");
        if (!lower.get(0).toUpperCase(Locale.ROOT).equals("MINVALUE")) {
            condition.append(" AND ").append(column).append(" >= ").append(lower.get(0));
        }
        if (!upper.get(0).toUpperCase(Locale.ROOT).equals("MAXVALUE")) {
            condition.append(" AND ").append(column).append(" < ").append(upper.get(0));
        }
        return Optional.of(condition.toString());
    }

    private Optional<String> list(String column) {
        List<String> values = new ArrayList<>(elements(3));
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
