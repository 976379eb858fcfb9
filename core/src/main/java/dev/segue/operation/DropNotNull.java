package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/** Lets a column hold NULL. */
public record DropNotNull(TableName table, SqlName column) implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop not null of " + table + "." + column;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.withColumn(column, before.syntax(), old -> old.withNullable(true)));
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new SetNotNull(table, column, Optional.empty()));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
