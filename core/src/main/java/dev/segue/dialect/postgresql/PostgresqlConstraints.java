package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.ValidateConstraint;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;

/** How what is asked for about constraints is carried out. */
final class PostgresqlConstraints implements ConstraintOperation.Visitor<Recipe> {

    @SuppressWarnings("UnusedVariable")
    private final PlanningContext context;

    PostgresqlConstraints(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(AddConstraint operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(AddConstraintUsingIndex operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(DropConstraint operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RenameConstraint operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(ValidateConstraint operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }
}
