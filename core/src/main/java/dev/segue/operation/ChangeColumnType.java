package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Gives a column another type.
 *
 * @param collation where it changes too
 * @param using the new value, computed from the old columns; a plain cast where it is left out
 * @param back the old value, computed from the new columns; a plain cast where it is left out
 */
public record ChangeColumnType(
        TableName table,
        SqlName column,
        DataType type,
        Optional<TableName> collation,
        Optional<SqlExpression> using,
        Optional<SqlExpression> back)
        implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "change type of " + table + "." + column + " to " + type;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.withColumn(column, before.syntax(), old -> old.typed(type)));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .flatMap(known -> known.column(column, before.syntax()))
                .<Inverse>map(old -> new Inverse.Lossy(
                        List.of(new ChangeColumnType(table, column, old.type(), old.collation(), back, using)),
                        "values that do not fit into " + old.type()))
                .orElseGet(
                        () -> new Inverse.Impossible("what type " + table + "." + column + " had before is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
