package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Gives new rows a value where they bring none.
 *
 * @param isOnly not to those of its partitions, nor of tables that inherit from it
 */
public record SetDefault(TableName table, SqlName column, SqlExpression value, boolean isOnly)
        implements ColumnOperation {

    public SetDefault(TableName table, SqlName column, SqlExpression value) {
        this(table, column, value, false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "set default of " + table + "." + column;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table, known -> known.withColumn(column, before.syntax(), old -> old.withDefault(Optional.of(value))));
    }

    @Override
    public Inverse inverse(Schema before) {
        return DropDefault.asItWas(before, table, column, isOnly);
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
