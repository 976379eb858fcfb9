package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the value of a new column is computed from, in a row that is being written. */
record ValueSource(LiveTable table, SqlExpression value) {

    /** The row goes by the name of the table, so that the expression stands as it was written. */
    private static final SqlTemplate OF_ROW = SqlTemplate.of("(SELECT {value} FROM (SELECT {row}) AS {table})");

    /** Columns whose change changes the value; those behind a computed column in its place. */
    List<Column> columns() {
        Set<SqlName> names = new HashSet<>(mentioned(value));
        for (Column column : known()) {
            if (isComputed(column) && names.contains(column.name())) {
                names.addAll(mentioned(expressionOf(column)));
            }
        }
        return known().stream()
                .filter(column -> !isComputed(column) && names.contains(column.name()))
                .toList();
    }

    /** The value for {@code NEW}. The database has not filled its computed columns by then, so this does. */
    String ofNew() {
        boolean usesComputed = known().stream()
                .anyMatch(column -> isComputed(column) && mentioned(value).contains(column.name()));
        String row = usesComputed ? known().stream().map(this::valueInNew).collect(Collectors.joining(", ")) : "NEW.*";
        return computed(value, row);
    }

    private String valueInNew(Column column) {
        String name = column.name().quoted(SqlSyntax.POSTGRESQL);
        return (isComputed(column) ? computed(expressionOf(column), "NEW.*") : "NEW." + name) + " AS " + name;
    }

    private String computed(SqlExpression expression, String row) {
        return OF_ROW.withSql("value", expression.text())
                .withSql("row", row)
                .with("table", table.name().name())
                .sql(SqlSyntax.POSTGRESQL);
    }

    /** Whoever mentions the row as a whole mentions every column. */
    private Set<SqlName> mentioned(SqlExpression expression) {
        Set<SqlName> names =
                ColumnReferences.perhapsIn(expression, table.name()).columns();
        SqlName row = table.name().name();
        return names.contains(row) && table.column(row).isEmpty()
                ? known().stream().map(Column::name).collect(Collectors.toSet())
                : names;
    }

    private List<Column> known() {
        return table.known().map(Table::columns).orElse(List.of());
    }

    private static boolean isComputed(Column column) {
        return column.generation().orElse(null) instanceof Generation.Computed;
    }

    private static SqlExpression expressionOf(Column computed) {
        return ((Generation.Computed) computed.generation().orElseThrow()).expression();
    }
}
