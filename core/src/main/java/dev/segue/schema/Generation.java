package dev.segue.schema;

import dev.segue.sql.SqlExpression;

/** How a database fills a column by itself. */
public sealed interface Generation {

    /** Computed from other columns of the row. */
    record Computed(SqlExpression expression, boolean isStored) implements Generation {}

    /**
     * Counted by a sequence that belongs to the column.
     *
     * @param isAlways {@code GENERATED ALWAYS}: a value is taken only with {@code OVERRIDING SYSTEM VALUE}
     * @param options of the sequence, as written behind {@code IDENTITY}, without the parentheses; may be empty
     */
    record Identity(boolean isAlways, String options) implements Generation {}
}
