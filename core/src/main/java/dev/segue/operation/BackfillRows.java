package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.DrivenStatement;

/** Runs a statement in batches, for a part of the rows of the table that drives it at a time. */
public record BackfillRows(DrivenStatement statement, FillSettings settings) implements DataOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return ExecuteSql.verbatim(statement.statement()).summary();
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("what the rows held before is not known");
    }

    @Override
    public Reach reach() {
        return Reach.writing(statement.target()).reading(statement.table());
    }
}
