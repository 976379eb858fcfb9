package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/** Takes a sequence away. */
public record DropSequence(TableName sequence, boolean ifExists, boolean cascade) implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop sequence " + sequence;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("how sequence " + sequence + " counted is not known");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
