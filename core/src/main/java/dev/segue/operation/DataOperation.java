package dev.segue.operation;

/** About rows, and what is run as it is written. */
public sealed interface DataOperation extends Operation
        permits ExecuteSql, RunCode, FillOperation, InsertRows, DeleteRows {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(ExecuteSql operation);

        R visit(RunCode operation);

        R visit(Backfill operation);

        R visit(BackfillRows operation);

        R visit(BackfillCode operation);

        R visit(InsertRows operation);

        R visit(DeleteRows operation);
    }
}
