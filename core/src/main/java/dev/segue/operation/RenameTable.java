package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Gives a table another name in its schema. */
public record RenameTable(TableName table, SqlName newName) implements TableOperation {

    private TableName newTable(TableName old) {
        return new TableName(old.schema(), newName);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "rename table " + table + " to " + newName;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, renamed -> renamed.named(newTable(renamed.name())));
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameTable(newTable(table), table.name()));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table, newTable(table));
    }
}
