package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Backfill;
import dev.segue.operation.DataOperation;
import dev.segue.operation.DeleteRows;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.InsertRows;
import dev.segue.operation.RunCode;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about rows is carried out. */
final class PostgresqlData implements DataOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlData(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(ExecuteSql operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RunCode operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(Backfill operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(InsertRows operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DeleteRows operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
