package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;

/** Changes how a sequence counts, or to whom it belongs. */
public record ChangeSequence(TableName sequence, SqlStatement written) implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "alter sequence " + sequence;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("how sequence " + sequence + " counted before is not known");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
