package dev.segue.dialect.postgresql;

import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Queries for the rows that stand in the way of a rule. They show keys, and no other values. */
final class Offences {

    private static final SqlTemplate NULLS = SqlTemplate.of("""
            SELECT {key} AS offence
            FROM {table} AS t
            WHERE {column} IS NULL
            LIMIT 5
            """);

    private static final SqlTemplate DUPLICATES = SqlTemplate.of("""
            SELECT format('%s and %s (%s rows)', min({key}), max({key}), count(*)) AS offence
            FROM {table} AS t
            {condition}
            GROUP BY {compared}
            HAVING count(*) > 1
            LIMIT 5
            """);

    private static final SqlTemplate ORPHANS = SqlTemplate.of("""
            SELECT {key} AS offence
            FROM {table} AS t
            WHERE {is_set}
              AND NOT EXISTS (
                SELECT
                FROM {referenced} AS r
                WHERE {is_same}
              )
            LIMIT 5
            """);

    private static final SqlTemplate VIOLATIONS = SqlTemplate.of("""
            SELECT {key} AS offence
            FROM {table} AS t
            WHERE NOT ({condition})
            LIMIT 5
            """);

    private Offences() {}

    static String nulls(LiveTable table, SqlName column) {
        return sql(
                NULLS.withSql("key", keyOf(table)).with("table", table.name()).with("column", column));
    }

    static String duplicates(LiveTable table, Index index) {
        List<String> conditions = new ArrayList<>();
        if (index.areNullsDistinct()) {
            index.parts().forEach(part -> conditions.add(comparedBy(part) + " IS NOT NULL"));
        }
        index.predicate().map(SqlExpression::text).ifPresent(predicate -> conditions.add("(" + predicate + ")"));
        return sql(DUPLICATES
                .withSql("condition", conditions.isEmpty() ? "" : "WHERE " + String.join("\n  AND ", conditions))
                .with("table", table.name())
                .withSql(
                        "compared",
                        index.parts().stream().map(Offences::comparedBy).collect(Collectors.joining(", ")))
                .withSql("key", keyOf(table)));
    }

    /** Empty where it is not known which columns of the other table are meant. */
    static Optional<String> orphans(LiveTable table, Constraint.ForeignKey key) {
        LiveTable referenced = LiveTable.of(table.context(), key.referencedTable());
        List<SqlName> columns = key.referencedColumns().isEmpty() ? referenced.key() : key.referencedColumns();
        if (columns.size() != key.columns().size()) {
            return Optional.empty();
        }
        boolean isFull = key.match().equalsIgnoreCase("FULL");
        String isSet = key.columns().stream()
                .map(column -> "t." + quoted(column) + " IS NOT NULL")
                .collect(Collectors.joining(isFull ? " OR " : " AND "));
        String isSame = IntStream.range(0, columns.size())
                .mapToObj(i -> "r." + quoted(columns.get(i)) + " = t."
                        + quoted(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return Optional.of(sql(ORPHANS.withSql("key", keyOf(table))
                .with("table", table.name())
                .withSql("is_set", isFull ? "(" + isSet + ")" : isSet)
                .with("referenced", referenced.name())
                .withSql("is_same", isSame)));
    }

    static String violations(LiveTable table, SqlExpression condition) {
        return sql(VIOLATIONS
                .withSql("key", keyOf(table))
                .with("table", table.name())
                .withSql("condition", condition.text()));
    }

    /** What two rows may not have in common: the key without its order. */
    private static String comparedBy(Index.Part part) {
        return part.column()
                        .map(Offences::quoted)
                        .orElseGet(() -> "(" + part.expression().orElseThrow().text() + ")")
                + part.collation()
                        .map(collation -> " COLLATE " + collation.quoted(SqlSyntax.POSTGRESQL))
                        .orElse("");
    }

    /** {@code id 7}, as a text; the place on disk where no key is known. */
    private static String keyOf(LiveTable table) {
        List<SqlName> key = table.key();
        if (key.isEmpty()) {
            boolean hasParts = table.known().filter(Table::isPartitioned).isPresent();
            return hasParts ? "format('%s row %s', t.tableoid::regclass, t.ctid)" : "format('row %s', t.ctid)";
        }
        String names =
                key.stream().map(column -> column.toString().replace("%", "%%")).collect(Collectors.joining(", "));
        String holes = key.stream().map(column -> "%s").collect(Collectors.joining(", "));
        String values = key.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
        boolean isOne = key.size() == 1;
        String pattern = (isOne ? names + " " + holes : "(" + names + ") = (" + holes + ")").replace("'", "''");
        return "format('" + pattern + "', " + values + ")";
    }

    private static String quoted(SqlName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
