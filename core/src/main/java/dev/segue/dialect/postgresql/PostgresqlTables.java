package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropTable;
import dev.segue.operation.MoveTable;
import dev.segue.operation.RenameTable;
import dev.segue.operation.TableOperation;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about tables is carried out. */
final class PostgresqlTables implements TableOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlTables(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateTable operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropTable operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RenameTable operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(MoveTable operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(CommentOnTable operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(AttachPartition operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DetachPartition operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(ChangeTableSetting operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
