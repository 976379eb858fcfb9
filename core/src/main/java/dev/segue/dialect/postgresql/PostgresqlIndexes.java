package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.DropIndex;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.RenameIndex;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about indexes is carried out. */
final class PostgresqlIndexes implements IndexOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlIndexes(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateIndex operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropIndex operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RenameIndex operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
