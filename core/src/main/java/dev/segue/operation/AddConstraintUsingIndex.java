package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Makes a unique index into a constraint. */
public record AddConstraintUsingIndex(
        TableName table, SqlName constraint, SqlName index, boolean isPrimaryKey, dev.segue.schema.Deferral deferral)
        implements ConstraintOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "add " + (isPrimaryKey ? "primary key " : "unique constraint ") + constraint + " to " + table
                + " using index " + index;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new DropConstraint(table, constraint, false, false));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
