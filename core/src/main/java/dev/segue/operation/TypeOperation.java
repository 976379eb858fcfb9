package dev.segue.operation;

/** About types of the user. */
public sealed interface TypeOperation extends Operation
        permits CreateEnum, DropType, RenameType, AddEnumValue, RenameEnumValue, RemoveEnumValue {

    @Override
    default <R> R accept(Operation.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every operation of the family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(CreateEnum operation);

        R visit(DropType operation);

        R visit(RenameType operation);

        R visit(AddEnumValue operation);

        R visit(RenameEnumValue operation);

        R visit(RemoveEnumValue operation);
    }
}
