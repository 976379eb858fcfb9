package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;

/** Makes sure that the rows that are there keep a rule too. */
public record ValidateConstraint(TableName table, SqlName constraint) implements ConstraintOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "validate constraint " + constraint + " of " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Exact(List.of());
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
