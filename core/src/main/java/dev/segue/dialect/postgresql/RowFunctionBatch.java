package dev.segue.dialect.postgresql;

import dev.segue.dialect.RowValueProblem;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.operation.SourceRow;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one range and locks them, lets Java compute, and writes what it returns with one statement. Nobody
 * else can change the rows in between, so they are told apart by where they lie.
 */
record RowFunctionBatch(Session session, String relation, String table, String range, RowWork.RowFunction work) {

    /** So that values look the same whatever the server is set to. */
    private static final List<String> PLAIN_VALUES = List.of(
            "SET LOCAL datestyle = 'ISO'",
            "SET LOCAL timezone = 'UTC'",
            "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL intervalstyle = 'iso_8601'");

    private static final SqlTemplate READ = SqlTemplate.of("""
            SELECT {table}.ctid::text AS row_place{columns}
            FROM ONLY {relation} AS {table}
            WHERE {range}
              AND ({guard}
              )
            FOR NO KEY UPDATE
            """);

    private static final SqlTemplate WRITE = SqlTemplate.of("""
            UPDATE ONLY {relation} AS {table}
            SET {assignments}
            FROM unnest({arrays}) AS segue_new ({names})
            WHERE {range}
              AND {table}.ctid = segue_new.place
            """);

    private static final String TYPES = """
            SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            """;

    long run() {
        session.executeWithNext(WayThroughRows.AS_PLANNED);
        session.executeWithNext(PLAIN_VALUES);
        List<Found> rows = session.query(
                READ.withSql("relation", relation)
                        .withSql("table", table)
                        .withSql("columns", columns())
                        .withSql("range", range)
                        .withSql("guard", work.guard())
                        .sql(SqlSyntax.POSTGRESQL),
                this::found);
        return rows.isEmpty() ? 0 : write(rows);
    }

    private record Found(String place, SourceRow row) {}

    private String columns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < work.read().size(); i++) {
            columns.append(", ")
                    .append(table)
                    .append('.')
                    .append(work.read().get(i).quoted(SqlSyntax.POSTGRESQL))
                    .append("::text AS read_")
                    .append(i);
        }
        return columns.toString();
    }

    private Found found(Row row) {
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        for (int i = 0; i < work.read().size(); i++) {
            texts.put(work.read().get(i).text(), row.maybeText("read_" + i));
        }
        return new Found(row.text("row_place"), new SourceRow(texts));
    }

    private long write(List<Found> rows) {
        List<SqlName> written = work.written();
        List<ArrayLiteral> values = new ArrayList<>();
        ArrayLiteral places = new ArrayLiteral();
        written.forEach(column -> values.add(new ArrayLiteral()));
        for (Found found : rows) {
            places.add(found.place());
            List<Optional<String>> computed = computed(found.row());
            for (int i = 0; i < written.size(); i++) {
                computed.get(i).ifPresentOrElse(values.get(i)::add, values.get(i)::addNull);
            }
        }
        Map<String, String> types = types();
        List<String> assignments = new ArrayList<>();
        List<String> arrays = new ArrayList<>(List.of("?::tid[]"));
        List<String> names = new ArrayList<>(List.of("place"));
        List<@Nullable Object> bound = new ArrayList<>(List.of(places.toString()));
        for (int i = 0; i < written.size(); i++) {
            SqlName column = written.get(i);
            String type = Optional.ofNullable(types.get(column.text())).orElseThrow(() -> noColumn(column));
            assignments.add(column.quoted(SqlSyntax.POSTGRESQL) + " = segue_new.value_" + i + "::" + type);
            arrays.add("?::text[]");
            names.add("value_" + i);
            bound.add(values.get(i).toString());
        }
        String sql = WRITE.withSql("relation", relation)
                .withSql("table", table)
                .withSql("assignments", String.join(", ", assignments))
                .withSql("arrays", String.join(", ", arrays))
                .withSql("names", String.join(", ", names))
                .withSql("range", range)
                .sql(SqlSyntax.POSTGRESQL);
        return session.update(sql, bound.toArray());
    }

    private SegueException noColumn(SqlName column) {
        return RowValueProblem.NO_COLUMN.with(
                "\"" + work.description() + "\" writes the column " + column + ", which " + relation + " does not have",
                "correct the name in write(…), or add the column in a revision before this one");
    }

    private Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        session.query(TYPES, row -> types.put(row.text("name"), row.text("type")), relation);
        return types;
    }

    /** In the order of the columns. */
    private List<Optional<String>> computed(SourceRow row) {
        Object returned = returned(row);
        if (work.written().size() == 1 && !(returned instanceof Map<?, ?>)) {
            return List.of(ColumnValue.text(returned, work.written().get(0), work.description()));
        }
        if (!(returned instanceof Map<?, ?> values)) {
            throw RowValueProblem.NOT_A_MAP.with(
                    "\"" + work.description() + "\" writes several columns, but its code did not return a Map",
                    "return Map.of(" + written("\"%s\", …") + "), or a HashMap where a value may be null");
        }
        requireOwnNames(values);
        return work.written().stream()
                .map(column -> ColumnValue.text(values.get(column.text()), column, work.description()))
                .toList();
    }

    private void requireOwnNames(Map<?, ?> values) {
        List<String> names = work.written().stream().map(SqlName::text).toList();
        boolean fits = values.size() == names.size()
                && values.keySet().stream().allMatch(key -> names.contains(String.valueOf(key)));
        if (!fits) {
            throw RowValueProblem.NOT_A_MAP.with(
                    "\"" + work.description() + "\" returned values for " + values.keySet() + " instead of " + names,
                    "return one value for each column that write(…) names; null is NULL");
        }
    }

    private String written(String form) {
        return work.written().stream()
                .map(column -> form.replace("%s", column.text()))
                .collect(Collectors.joining(", "));
    }

    /** The message of what was thrown is left out, because it may quote a row. */
    private @Nullable Object returned(SourceRow row) {
        try {
            return work.code().compute(row);
        } catch (SegueException told) {
            throw told;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            StackTraceElement[] trace = thrown.getStackTrace();
            throw Problem.of(
                            RowValueProblem.CODE_FAILED,
                            "the code that is to \"" + work.description() + "\" threw "
                                    + thrown.getClass().getSimpleName(),
                            "correct the code, then run the same command again: it goes on with the batch that failed")
                    .saying(trace.length == 0 ? List.of() : List.of("at " + trace[0]))
                    .toException(thrown);
        }
    }

    /** {@code {"a",NULL,"b"}}, written piece by piece. */
    private static final class ArrayLiteral {

        private final StringBuilder text = new StringBuilder();

        void add(String element) {
            text.append(text.isEmpty() ? "" : ",").append(ColumnValue.quotedElement(element));
        }

        void addNull() {
            text.append(text.isEmpty() ? "" : ",").append("NULL");
        }

        @Override
        public String toString() {
            return "{" + text + "}";
        }
    }
}
