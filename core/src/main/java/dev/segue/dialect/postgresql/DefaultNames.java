package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that PostgreSQL gives to indexes and constraints that have none, so that a change comes out the same whether
 * Segue plans it or the statement is run as it is written.
 */
final class DefaultNames {

    private static final int LIMIT_IN_BYTES = 63;

    private static final Pattern FUNCTION = Pattern.compile("^\\(*\\s*(?:\"?\\w+\"?\\.)?\"?(\\w+)\"?\\s*\\(");

    private DefaultNames() {}

    /** @param taken names of the same schema that are in use */
    static SqlName of(Index index, TableName table, Set<String> taken) {
        List<String> keys = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            keys.add(part.column().map(SqlName::text).orElseGet(() -> wordFor(part)));
        }
        index.include().forEach(column -> keys.add(column.text()));
        return free(table.name().text(), String.join("_", keys), "idx", taken);
    }

    static SqlName of(Constraint constraint, TableName table, Set<String> taken) {
        String label = constraint.accept(new ConstraintLabel());
        String columns = constraint instanceof Constraint.PrimaryKey
                ? ""
                : String.join(
                        "_",
                        constraint instanceof Constraint.Check check
                                        && check.columns().size() != 1
                                ? List.of()
                                : constraint.columns().stream()
                                        .map(SqlName::text)
                                        .toList());
        return free(table.name().text(), columns, label, taken);
    }

    static SqlName ofNotNull(TableName table, SqlName column, Set<String> taken) {
        return free(table.name().text(), column.text(), "not_null", taken);
    }

    static SqlName ofSequence(TableName table, SqlName column, Set<String> taken) {
        return free(table.name().text(), column.text(), "seq", taken);
    }

    /** Of tables, indexes, constraints and sequences, as far as known. */
    static Set<String> inUse(PlanningContext context) {
        Set<String> names = new HashSet<>();
        for (Table table : context.schema().tables()) {
            names.add(table.name().name().text());
            table.indexes().forEach(index -> index.name().ifPresent(name -> names.add(name.text())));
            table.constraints().forEach(constraint -> constraint.name().ifPresent(name -> names.add(name.text())));
        }
        context.schema()
                .sequences()
                .forEach(sequence -> names.add(sequence.name().name().text()));
        return names;
    }

    static Set<String> constraintsOf(LiveTable table) {
        return table.constraints().stream()
                .flatMap(constraint -> constraint.name().stream())
                .map(SqlName::text)
                .collect(Collectors.toSet());
    }

    /** What PostgreSQL calls the result of an expression: the function's name where it is one. */
    private static String wordFor(Index.Part part) {
        Matcher function = FUNCTION.matcher(part.expression().orElseThrow().text());
        return function.find() ? function.group(1).toLowerCase(Locale.ROOT) : "expr";
    }

    private static SqlName free(String table, String columns, String label, Set<String> taken) {
        String name = assembled(table, columns, label);
        for (int number = 1; taken.contains(name); number++) {
            name = assembled(table, columns, label + number);
        }
        return SqlName.of(name);
    }

    /** Cuts the longer of table and columns first, as PostgreSQL does. */
    private static String assembled(String table, String columns, String label) {
        String first = table;
        String second = columns;
        int room = LIMIT_IN_BYTES - bytes(label) - 1 - (columns.isEmpty() ? 0 : 1);
        while (bytes(first) + bytes(second) > room) {
            if (bytes(first) > bytes(second)) {
                first = withoutLast(first);
            } else {
                second = withoutLast(second);
            }
        }
        return first + (columns.isEmpty() ? "" : "_" + second) + "_" + label;
    }

    private static String withoutLast(String text) {
        return text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static final class ConstraintLabel implements Constraint.Visitor<String> {
        @Override
        public String visit(Constraint.PrimaryKey constraint) {
            return "pkey";
        }

        @Override
        public String visit(Constraint.Unique constraint) {
            return "key";
        }

        @Override
        public String visit(Constraint.ForeignKey constraint) {
            return "fkey";
        }

        @Override
        public String visit(Constraint.Check constraint) {
            return "check";
        }

        @Override
        public String visit(Constraint.Exclusion constraint) {
            return "excl";
        }
    }
}
