package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about columns is carried out. */
final class PostgresqlColumns implements ColumnOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlColumns(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(AddColumn operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropColumn operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RenameColumn operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(ChangeColumnType operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(SetNotNull operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropNotNull operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(SetDefault operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropDefault operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(CommentOnColumn operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(ChangeGeneration operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
