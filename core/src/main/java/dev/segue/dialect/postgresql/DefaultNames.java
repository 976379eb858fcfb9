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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return free(table.name().text(), joined(distinct(keys)), "idx", taken);
    }

    static SqlName of(Constraint constraint, TableName table, Set<String> taken) {
        String label = constraint.accept(new ConstraintLabel());
        String columns = joined(namedBy(constraint).stream().map(SqlName::text).toList());
        return free(table.name().text(), columns, label, taken);
    }

    private static List<SqlName> namedBy(Constraint constraint) {
        boolean saysNothing = constraint instanceof Constraint.PrimaryKey
                || (constraint instanceof Constraint.Check check
                        && check.columns().size() != 1);
        List<SqlName> columns = new ArrayList<>(saysNothing ? List.of() : constraint.columns());
        if (constraint instanceof Constraint.Unique unique) {
            columns.addAll(unique.include());
        }
        return columns;
    }

    /** A second expression of one name is counted. */
    private static List<String> distinct(List<String> keys) {
        List<String> distinct = new ArrayList<>();
        for (String key : keys) {
            String free = key;
            for (int number = 1; distinct.contains(free); number++) {
                free = cut(key, LIMIT_IN_BYTES - String.valueOf(number).length()) + number;
            }
            distinct.add(free);
        }
        return distinct;
    }

    /** PostgreSQL leaves out what stands so far behind that it could not be seen. */
    private static String joined(List<String> columns) {
        StringBuilder joined = new StringBuilder();
        for (String column : columns) {
            joined.append(joined.isEmpty() ? "" : "_").append(column);
            if (bytes(joined.toString()) > LIMIT_IN_BYTES) {
                break;
            }
        }
        return joined.toString();
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
        for (Table table : context.schema().tables()) {
            nameless(table.indexes(), Index::name)
                    .forEach(index -> names.add(of(index, table.name(), names).text()));
            nameless(table.constraints(), Constraint::name)
                    .forEach(constraint ->
                            names.add(of(constraint, table.name(), names).text()));
        }
        return names;
    }

    /** What the same revision makes before has its name from the database, too. */
    private static <T> List<T> nameless(List<T> all, Function<T, Optional<SqlName>> name) {
        return all.stream().filter(one -> name.apply(one).isEmpty()).toList();
    }

    static Set<String> constraintsOf(LiveTable table) {
        return Stream.concat(
                        table.constraints().stream().flatMap(constraint -> constraint.name().stream()),
                        table.known().stream()
                                .flatMap(known -> known.columns().stream())
                                .flatMap(column -> column.features().notNull().stream()))
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

    /** Takes bytes from the longer of table and columns, as PostgreSQL does, and only then what is left of a character. */
    private static String assembled(String table, String columns, String label) {
        int first = bytes(table);
        int second = bytes(columns);
        int room = LIMIT_IN_BYTES - bytes(label) - 1 - (columns.isEmpty() ? 0 : 1);
        while (first + second > room) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        return cut(table, first) + (columns.isEmpty() ? "" : "_" + cut(columns, second)) + "_" + label;
    }

    /** The characters that fit into so many bytes as a whole. */
    private static String cut(String text, int room) {
        int end = text.length();
        while (bytes(text.substring(0, end)) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
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
