package dev.segue.operation;

import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Adds a column.
 *
 * @param value what the rows that are there get, computed from their other columns
 */
public record AddColumn(TableName table, Column column, boolean ifNotExists, Optional<SqlExpression> value)
        implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "add column " + column.name() + " " + column.type() + " to " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table,
                known -> known.column(column.name(), before.syntax()).isPresent()
                        ? known
                        : known.plus(column.asKeptIn(known.name())));
    }

    @Override
    public Inverse inverse(Schema before) {
        return ifNotExists
                ? new Inverse.Impossible("whether column " + column.name() + " was there before is not known")
                : Inverse.exactly(new DropColumn(table, column.name(), false, false, Optional.empty()));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
