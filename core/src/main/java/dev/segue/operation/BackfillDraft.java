package dev.segue.operation;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says what rows are to hold that are there already. */
public final class BackfillDraft {

    private final Names names;
    private final Map<SqlName, SqlExpression> values = new LinkedHashMap<>();
    private Optional<SqlExpression> condition = Optional.empty();

    BackfillDraft(Names names) {
        this.names = names;
    }

    /** @param expression computed from the columns of the row */
    public BackfillDraft set(String column, String expression) {
        values.put(names.name(column), SqlExpression.of(expression));
        return this;
    }

    /** The rows that still need it. A row that was done must not fulfil this any more. */
    public BackfillDraft where(String rowsThatNeedIt) {
        condition = Optional.of(SqlExpression.of(rowsThatNeedIt));
        return this;
    }

    Map<SqlName, SqlExpression> values() {
        if (values.isEmpty()) {
            throw OperationProblem.INCOMPLETE.with("a backfill sets nothing", "add set(\"column\", \"expression\")");
        }
        return values;
    }

    Optional<SqlExpression> condition() {
        return condition;
    }
}
