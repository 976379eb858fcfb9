package dev.segue.operation;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Computes columns of rows that are there with Java, in batches.
 *
 * @param read the columns that the code looks at
 * @param written the columns that get what it returns
 * @param where the rows that still need it
 */
public record BackfillCode(
        TableName table,
        List<SqlName> read,
        List<SqlName> written,
        Optional<SqlExpression> where,
        RowCode code,
        FillSettings settings)
        implements FillOperation {

    public BackfillCode {
        read = List.copyOf(read);
        written = List.copyOf(written);
        if (written.isEmpty()) {
            throw new IllegalArgumentException("a backfill computes at least one column");
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "compute " + written.stream().map(SqlName::toString).collect(Collectors.joining(", ")) + " of " + table
                + " with Java";
    }

    /** Without the code, of which nothing but its being there is known. */
    @Override
    public String toString() {
        return summary() + " from " + read
                + where.map(guard -> " where " + guard).orElse("");
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
