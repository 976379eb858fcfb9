package dev.segue.operation;

import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Lets a column hold no NULL any more.
 *
 * @param fill what rows get that hold NULL; without it, such a row is a failure
 */
public record SetNotNull(TableName table, SqlName column, Optional<SqlExpression> fill) implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "set not null on " + table + "." + column;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.withColumn(column, before.syntax(), Column::required));
    }

    @Override
    public Inverse inverse(Schema before) {
        return fill.isEmpty()
                ? Inverse.exactly(new DropNotNull(table, column))
                : new Inverse.Lossy(List.of(new DropNotNull(table, column)), "which rows held NULL");
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
