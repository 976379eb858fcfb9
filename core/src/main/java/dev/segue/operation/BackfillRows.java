package dev.segue.operation;

import dev.segue.sql.DrivenStatement;

/** Runs a statement in batches, for a part of the rows of the table that drives it at a time. */
public record BackfillRows(DrivenStatement statement, FillSettings settings) implements FillOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return ExecuteSql.verbatim(statement.statement()).summary();
    }

    @Override
    public Reach reach() {
        return Reach.writing(statement.target()).reading(statement.table());
    }
}
