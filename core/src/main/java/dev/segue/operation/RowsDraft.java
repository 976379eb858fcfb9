package dev.segue.operation;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of reference data. */
public final class RowsDraft {

    private final Names names;
    private final List<List<SqlExpression>> rows = new ArrayList<>();
    private List<SqlName> columns = List.of();
    private List<SqlName> key = List.of();

    RowsDraft(Names names) {
        this.names = names;
    }

    public RowsDraft columns(String... columnNames) {
        columns = names.names(columnNames);
        return this;
    }

    /** The columns that tell the rows apart, by which they are taken out again. */
    public RowsDraft key(String... columnNames) {
        key = names.names(columnNames);
        return this;
    }

    /** @param expressions one for each column; literals in quotes: {@code "'de'"} */
    public RowsDraft row(String... expressions) {
        if (expressions.length != columns.size()) {
            throw OperationProblem.INCOMPLETE.with(
                    "a row has " + expressions.length + " values for " + columns.size() + " columns",
                    "give one value for each column");
        }
        rows.add(Arrays.stream(expressions).map(SqlExpression::of).toList());
        return this;
    }

    List<SqlName> columns() {
        return columns;
    }

    List<SqlName> key() {
        if (key.isEmpty()) {
            throw OperationProblem.INCOMPLETE.with(
                    "nothing tells the rows apart", "name the columns that do: key(\"code\")");
        }
        return key;
    }

    List<List<SqlExpression>> rows() {
        return rows;
    }
}
