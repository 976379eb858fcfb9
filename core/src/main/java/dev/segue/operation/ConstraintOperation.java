package dev.segue.operation;

/** About the rules that rows keep. */
public sealed interface ConstraintOperation extends Operation
        permits AddConstraint, AddConstraintUsingIndex, DropConstraint, RenameConstraint, ValidateConstraint {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(AddConstraint operation);

        R visit(AddConstraintUsingIndex operation);

        R visit(DropConstraint operation);

        R visit(RenameConstraint operation);

        R visit(ValidateConstraint operation);
    }
}
