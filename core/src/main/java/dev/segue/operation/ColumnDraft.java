package dev.segue.operation;

import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import java.util.Optional;

/** Says what a new column is like. */
public final class ColumnDraft {

    private Column column;
    private Optional<SqlExpression> value = Optional.empty();

    ColumnDraft(SqlName name, DataType type) {
        column = Column.nullable(name, type);
    }

    /** It holds no NULL. */
    public ColumnDraft required() {
        column = column.required();
        return this;
    }

    /** What a row gets that does not name the column; an expression of SQL, literals in quotes. */
    public ColumnDraft withDefault(String expression) {
        column = column.withDefault(expression);
        return this;
    }

    /** What the rows get that are there already, computed from their other columns. */
    public ColumnDraft filledBy(String expression) {
        value = Optional.of(SqlExpression.of(expression));
        return this;
    }

    /** Counted by the database, which takes a value of the application only if it insists. */
    public ColumnDraft identity() {
        column = column.required().withGeneration(Optional.of(new Generation.Identity(true, "")));
        return this;
    }

    /** Counted by the database where the application brings no value. */
    public ColumnDraft identityByDefault() {
        column = column.required().withGeneration(Optional.of(new Generation.Identity(false, "")));
        return this;
    }

    /** Computed by the database from other columns of the row, and stored. */
    public ColumnDraft computedBy(String expression) {
        column = column.withGeneration(Optional.of(new Generation.Computed(SqlExpression.of(expression), true)));
        return this;
    }

    public ColumnDraft comment(String text) {
        column = column.withComment(Optional.of(text));
        return this;
    }

    Column column() {
        return column;
    }

    Optional<SqlExpression> value() {
        return value;
    }
}
