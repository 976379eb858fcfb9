package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.CarriedSql;
import dev.segue.operation.ChangeSequence;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateView;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropView;
import dev.segue.operation.ObjectOperation;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about views, sequences and what is carried as SQL is carried out. */
final class PostgresqlObjects implements ObjectOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlObjects(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateView operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropView operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(CreateSequence operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(ChangeSequence operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropSequence operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(CarriedSql operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
