package dev.segue.operation;

/** About views, sequences and everything else that is neither a table nor hangs on one. */
public sealed interface ObjectOperation extends Operation
        permits CreateView,
                DropView,
                CreateSequence,
                ChangeSequence,
                DropSequence,
                CreateDomain,
                AddDomainRule,
                CarriedSql {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(CreateView operation);

        R visit(DropView operation);

        R visit(CreateSequence operation);

        R visit(ChangeSequence operation);

        R visit(DropSequence operation);

        R visit(CreateDomain operation);

        R visit(AddDomainRule operation);

        R visit(CarriedSql operation);
    }
}
