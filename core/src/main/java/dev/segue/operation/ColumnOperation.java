package dev.segue.operation;

/** About one column of a table. */
public sealed interface ColumnOperation extends Operation
        permits AddColumn,
                DropColumn,
                RenameColumn,
                ChangeColumnType,
                SetNotNull,
                DropNotNull,
                SetDefault,
                DropDefault,
                CommentOnColumn,
                ChangeGeneration {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(AddColumn operation);

        R visit(DropColumn operation);

        R visit(RenameColumn operation);

        R visit(ChangeColumnType operation);

        R visit(SetNotNull operation);

        R visit(DropNotNull operation);

        R visit(SetDefault operation);

        R visit(DropDefault operation);

        R visit(CommentOnColumn operation);

        R visit(ChangeGeneration operation);
    }
}
