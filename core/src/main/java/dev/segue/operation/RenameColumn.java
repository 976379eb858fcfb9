package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Gives a column another name. */
public record RenameColumn(TableName table, SqlName column, SqlName newName) implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "rename column " + column + " of " + table + " to " + newName;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.withColumn(column, before.syntax(), old -> old.named(newName)));
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameColumn(table, newName, column));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
