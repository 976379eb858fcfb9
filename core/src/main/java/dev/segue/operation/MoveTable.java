package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/** Puts a table into another schema. */
public record MoveTable(TableName table, SqlName newSchema) implements TableOperation {

    private TableName newTable() {
        return new TableName(Optional.of(newSchema), table.name());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "move table " + table + " to schema " + newSchema;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, moved -> moved.named(newTable()));
    }

    @Override
    public Inverse inverse(Schema before) {
        return table.schema()
                .<Inverse>map(schema -> Inverse.exactly(new MoveTable(newTable(), schema)))
                .orElseGet(() -> new Inverse.Impossible("in which schema " + table + " was is not written"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table, newTable());
    }
}
