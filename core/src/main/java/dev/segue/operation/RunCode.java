package dev.segue.operation;

import dev.segue.schema.Schema;

/**
 * Runs a piece of Java against the database, inside the revision's transaction.
 *
 * @param description what it does, for previews: the code itself cannot be shown
 */
public record RunCode(String description, RevisionCode code) implements DataOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "run Java: " + description;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("what undoes Java code is not known");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
