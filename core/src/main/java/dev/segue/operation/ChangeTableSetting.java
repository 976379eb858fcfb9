package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/**
 * Changes what has no operation of its own: storage, ownership, row security, triggers being enabled and the like.
 *
 * @param action as written behind the name of the table in {@code ALTER TABLE}
 */
public record ChangeTableSetting(TableName table, String action) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "alter table " + table + " " + action;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("what it was before is not known");
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
