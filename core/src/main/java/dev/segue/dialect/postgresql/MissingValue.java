package dev.segue.dialect.postgresql;

import dev.segue.schema.Column;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import dev.segue.step.RowWork.Assign.Steady;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The value that a new column gets in the rows where nobody has given it one. */
record MissingValue(LiveTable table, Column column, SqlExpression value) {

    private static final SqlTemplate FOR_ANY_ROW = SqlTemplate.of("""
            {column} = CASE WHEN {column} IS NULL THEN CAST(({value}
              ) AS {type}) ELSE {column} END""");

    /** Others, such as varchar, refuse in an assignment what a cast cuts off; or nobody knows what they do. */
    private static final Set<String> CAST_AS_ASSIGNED = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "boolean",
            "text",
            "uuid",
            "json",
            "jsonb",
            "bytea",
            "date",
            "interval",
            "timestamp without time zone",
            "timestamp with time zone");

    private static final Pattern PARAMETERS = Pattern.compile("\\([\\d, ]+\\)");

    RowWork work() {
        String name = column.name().quoted(SqlSyntax.POSTGRESQL);
        return new RowWork.Assign(name + " = " + value, name + " IS NULL", List.of(), forAnyRow());
    }

    private Optional<Steady> forAnyRow() {
        String assignment = FOR_ANY_ROW
                .with("column", column.name())
                .withSql("value", value.text())
                .withSql("type", column.type().text())
                .sql(SqlSyntax.POSTGRESQL);
        String type = PARAMETERS.matcher(column.type().text()).replaceAll("");
        return CAST_AS_ASSIGNED.contains(type)
                ? new SteadyValue(table, column.name(), value).assignedBy(assignment)
                : Optional.empty();
    }
}
