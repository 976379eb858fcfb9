package dev.segue.dialect.sqlite;

import dev.segue.operation.ColumnOperation;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DataOperation;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.ObjectOperation;
import dev.segue.operation.Operation;
import dev.segue.operation.TableOperation;
import dev.segue.operation.TypeOperation;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** A change locks the whole file whatever its form, so everything is run in the form in which it is written. */
final class SqliteRecipes implements Operation.Visitor<Recipe> {

    private static final Recipe AS_WRITTEN = Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);

    @Override
    public Recipe visit(TableOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(ColumnOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(ConstraintOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(IndexOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(TypeOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(ObjectOperation operation) {
        return AS_WRITTEN;
    }

    @Override
    public Recipe visit(DataOperation operation) {
        return AS_WRITTEN;
    }
}
