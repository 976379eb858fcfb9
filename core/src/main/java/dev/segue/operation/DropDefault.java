package dev.segue.operation;

import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Lets new rows have NULL where they bring no value.
 *
 * @param isOnly not those of its partitions, nor of tables that inherit from it
 */
public record DropDefault(TableName table, SqlName column, boolean isOnly) implements ColumnOperation {

    public DropDefault(TableName table, SqlName column) {
        this(table, column, false);
    }

    static Inverse asItWas(Schema before, TableName table, SqlName column, boolean isOnly) {
        Optional<Column> known = before.table(table).flatMap(found -> found.column(column, before.syntax()));
        if (known.isEmpty()) {
            return new Inverse.Impossible("what default " + table + "." + column + " had before is not known");
        }
        return known.get()
                .defaultValue()
                .map(value -> Inverse.exactly(new SetDefault(table, column, value, isOnly)))
                .orElseGet(() -> Inverse.exactly(new DropDefault(table, column, isOnly)));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop default of " + table + "." + column;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table, known -> known.withColumn(column, before.syntax(), old -> old.withDefault(Optional.empty())));
    }

    @Override
    public Inverse inverse(Schema before) {
        return asItWas(before, table, column, isOnly);
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
