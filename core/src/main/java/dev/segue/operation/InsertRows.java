package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;

/**
 * Puts rows of reference data into a table.
 *
 * @param key the columns that tell its rows apart, by which they are found when they are taken out again
 * @param rows a value for each column; each is an expression, literals in quotes
 */
public record InsertRows(TableName table, List<SqlName> columns, List<SqlName> key, List<List<SqlExpression>> rows)
        implements DataOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "insert " + rows.size() + (rows.size() == 1 ? " row" : " rows") + " into " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new DeleteRows(this));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
