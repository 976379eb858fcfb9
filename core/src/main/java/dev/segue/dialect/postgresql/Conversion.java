package dev.segue.dialect.postgresql;

import dev.segue.schema.Column;
import dev.segue.schema.Table;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the values of two columns follow from each other.
 *
 * @param ofRow the new value of a row, as in an UPDATE of the table
 * @param ofChecked the same of a row that goes by the name of {@code t}
 * @param up the new value of the row that a trigger works on
 * @param down the old value of that row
 * @param backInRow the old value, computed from the new one of a row that goes by the name of its table
 */
record Conversion(String ofRow, String ofChecked, String up, String down, String backInRow) {

    /** The expressions stand as they were written: the row goes by the name of the table. */
    private static final SqlTemplate UP = SqlTemplate.of("(SELECT {value} FROM (SELECT NEW.*) AS {row})");

    private static final SqlTemplate CHECKED = SqlTemplate.of("(SELECT {value} FROM (SELECT t.*) AS {row})");

    /** On the way back, the name of the column means the new one. */
    private static final SqlTemplate DOWN = SqlTemplate.of("(SELECT {value} FROM (SELECT {columns}) AS {row})");

    static Conversion none(SqlName column, SqlName shadow) {
        return new Conversion(quoted(column), quoted(column), ofNew(column), ofNew(shadow), quoted(shadow));
    }

    static Conversion cast(SqlName column, DataType type, SqlName shadow, DataType shadowType) {
        return new Conversion(
                cast(quoted(column), shadowType),
                cast(quoted(column), shadowType),
                cast(ofNew(column), shadowType),
                cast(ofNew(shadow), type),
                cast(quoted(shadow), type));
    }

    /** With expressions of the user where there are any; what they yield is cast as well. */
    static Conversion of(
            Table table,
            Column original,
            SqlName shadow,
            DataType shadowType,
            Optional<SqlExpression> using,
            Optional<SqlExpression> back) {
        Conversion plain = cast(original.name(), original.type(), shadow, shadowType);
        return new Conversion(
                using.map(value -> cast("(" + value + ")", shadowType)).orElse(plain.ofRow),
                using.map(value -> cast(computed(CHECKED, value, table), shadowType))
                        .orElse(plain.ofChecked),
                using.map(value -> cast(computed(UP, value, table), shadowType)).orElse(plain.up),
                back.map(value -> down(value, table, original, shadow, "NEW")).orElse(plain.down),
                back.map(value -> down(
                                value,
                                table,
                                original,
                                shadow,
                                quoted(table.name().name())))
                        .orElse(plain.backInRow));
    }

    private static String down(SqlExpression value, Table table, Column original, SqlName shadow, String row) {
        return cast(
                DOWN.withSql("value", value.text())
                        .withSql("columns", columns(table, original.name(), shadow, row))
                        .with("row", table.name().name())
                        .sql(SqlSyntax.POSTGRESQL),
                original.type());
    }

    private static String computed(SqlTemplate template, SqlExpression value, Table table) {
        return template.withSql("value", value.text())
                .with("row", table.name().name())
                .sql(SqlSyntax.POSTGRESQL);
    }

    private static String columns(Table table, SqlName column, SqlName shadow, String row) {
        List<SqlName> names = table.columns().stream().map(Column::name).toList();
        return names.stream()
                .filter(name -> !name.equals(shadow))
                .map(name -> row + "." + quoted(name.equals(column) ? shadow : name) + " AS " + quoted(name))
                .collect(Collectors.joining(", "));
    }

    private static String cast(String value, DataType type) {
        return "CAST(" + value + " AS " + type + ")";
    }

    private static String ofNew(SqlName column) {
        return "NEW." + quoted(column);
    }

    private static String quoted(SqlName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }
}
