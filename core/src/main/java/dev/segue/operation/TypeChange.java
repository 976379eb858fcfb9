package dev.segue.operation;

import dev.segue.sql.SqlExpression;
import java.util.Optional;

/** Says how the values of a column become those of another type, and how they come back. */
public final class TypeChange {

    private Optional<SqlExpression> using = Optional.empty();
    private Optional<SqlExpression> back = Optional.empty();

    TypeChange() {}

    /** The new value, computed from the columns of the row; a plain cast otherwise. */
    public TypeChange using(String expression) {
        using = Optional.of(SqlExpression.of(expression));
        return this;
    }

    /** The old value, for the old application, where only the new one was written; a plain cast otherwise. */
    public TypeChange back(String expression) {
        back = Optional.of(SqlExpression.of(expression));
        return this;
    }

    Optional<SqlExpression> using() {
        return using;
    }

    Optional<SqlExpression> back() {
        return back;
    }
}
