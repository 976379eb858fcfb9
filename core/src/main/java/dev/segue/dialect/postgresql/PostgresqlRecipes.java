package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DataOperation;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.ObjectOperation;
import dev.segue.operation.Operation;
import dev.segue.operation.TableOperation;
import dev.segue.operation.TypeOperation;
import dev.segue.step.Recipe;

/** Finds the place where the recipe for an operation stands. */
final class PostgresqlRecipes implements Operation.Visitor<Recipe> {

    private final PlanningContext context;

    PostgresqlRecipes(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(TableOperation operation) {
        return operation.accept(new PostgresqlTables(context));
    }

    @Override
    public Recipe visit(ColumnOperation operation) {
        return operation.accept(new PostgresqlColumns(context));
    }

    @Override
    public Recipe visit(ConstraintOperation operation) {
        return operation.accept(new PostgresqlConstraints(context));
    }

    @Override
    public Recipe visit(IndexOperation operation) {
        return operation.accept(new PostgresqlIndexes(context));
    }

    @Override
    public Recipe visit(TypeOperation operation) {
        return operation.accept(new PostgresqlTypes(context));
    }

    @Override
    public Recipe visit(ObjectOperation operation) {
        return operation.accept(new PostgresqlObjects(context));
    }

    @Override
    public Recipe visit(DataOperation operation) {
        return operation.accept(new PostgresqlData(context));
    }
}
