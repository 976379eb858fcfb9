package dev.segue.operation;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Computes columns of rows that are there, in batches.
 *
 * @param values from column to what it becomes
 * @param where the rows that still need it; a row that was done must not fulfil it any more
 */
public record Backfill(TableName table, Map<SqlName, SqlExpression> values, Optional<SqlExpression> where)
        implements FillOperation {

    public Backfill {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a backfill computes at least one column");
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "backfill " + values.keySet().stream().map(SqlName::toString).collect(Collectors.joining(", ")) + " of "
                + table;
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
