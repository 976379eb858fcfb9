package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;

/** Makes a sequence. */
public record CreateSequence(TableName sequence, boolean ifNotExists, SqlStatement written) implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create sequence " + sequence;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return ifNotExists
                ? new Inverse.Impossible("whether sequence " + sequence + " was there before is not known")
                : Inverse.exactly(new DropSequence(sequence, false, false));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
