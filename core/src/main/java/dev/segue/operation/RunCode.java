package dev.segue.operation;

/**
 * Runs a piece of Java against the database, inside the revision's transaction.
 *
 * @param description what it does, for previews: the code itself cannot be shown
 */
public record RunCode(String description, RevisionCode code) implements Operation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "run Java: " + description;
    }
}
