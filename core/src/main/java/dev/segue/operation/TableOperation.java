package dev.segue.operation;

/** About tables as a whole. */
public sealed interface TableOperation extends Operation
        permits CreateTable,
                DropTable,
                RenameTable,
                MoveTable,
                CommentOnTable,
                AttachPartition,
                DetachPartition,
                ChangeTableSetting {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(CreateTable operation);

        R visit(DropTable operation);

        R visit(RenameTable operation);

        R visit(MoveTable operation);

        R visit(CommentOnTable operation);

        R visit(AttachPartition operation);

        R visit(DetachPartition operation);

        R visit(ChangeTableSetting operation);
    }
}
