package dev.segue.operation;

import dev.segue.schema.Schema;

/** Takes rows of reference data out of a table again. */
public record DeleteRows(InsertRows rows) implements DataOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        int count = rows.rows().size();
        return "delete " + count + (count == 1 ? " row" : " rows") + " from " + rows.table();
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(rows);
    }

    @Override
    public Reach reach() {
        return rows.reach();
    }
}
