package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Takes a column away. Its values wait in the trash until that is emptied.
 *
 * @param back what the column holds in rows that are written after the new application has started, should there be a way
 *     back; computed from other columns
 */
public record DropColumn(
        TableName table, SqlName column, boolean ifExists, boolean cascade, Optional<SqlExpression> back)
        implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop column " + column + " of " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table,
                known -> known.withColumns(known.columns().stream()
                        .filter(other -> !other.name().isSameAs(column, before.syntax()))
                        .toList()));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .flatMap(known -> known.column(column, before.syntax()))
                .<Inverse>map(dropped -> Inverse.exactly(new AddColumn(table, dropped, false, back)))
                .orElseGet(() ->
                        new Inverse.Impossible("what column " + column + " of " + table + " looked like is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
