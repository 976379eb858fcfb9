package dev.segue.operation;

/** About indexes. */
public sealed interface IndexOperation extends Operation permits CreateIndex, DropIndex, RenameIndex {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(CreateIndex operation);

        R visit(DropIndex operation);

        R visit(RenameIndex operation);
    }
}
