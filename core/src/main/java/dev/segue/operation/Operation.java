package dev.segue.operation;

import dev.segue.schema.Schema;

/**
 * Something that a revision asks for. A value: what it takes to do it on a database, without harm to those who work with
 * it, is decided by the plan.
 */
public sealed interface Operation
        permits TableOperation,
                ColumnOperation,
                ConstraintOperation,
                IndexOperation,
                TypeOperation,
                ObjectOperation,
                DataOperation {

    <R> R accept(Visitor<R> visitor);

    /** One line for a person: what is asked for. */
    String summary();

    /**
     * The schema once this is done. What the given schema does not know, because it shows only a part of a database, is
     * left out of the answer too.
     */
    Schema applyTo(Schema before);

    /** How it is undone, where the schema was the given one before. */
    Inverse inverse(Schema before);

    /** The tables that it depends on and those that it changes, as they are written. */
    Reach reach();

    /** An answer for every family; deliberately without default methods. */
    interface Visitor<R> {
        R visit(TableOperation operation);

        R visit(ColumnOperation operation);

        R visit(ConstraintOperation operation);

        R visit(IndexOperation operation);

        R visit(TypeOperation operation);

        R visit(ObjectOperation operation);

        R visit(DataOperation operation);
    }
}
