package dev.segue.schema;

/** When a constraint is checked. */
public enum Deferral {
    /** At the end of each statement, always. */
    NOT_DEFERRABLE(""),
    /** At the end of each statement, unless a transaction asks otherwise. */
    INITIALLY_IMMEDIATE("DEFERRABLE"),
    /** At the end of the transaction, unless it asks otherwise. */
    INITIALLY_DEFERRED("DEFERRABLE INITIALLY DEFERRED");

    private final String clause;

    Deferral(String clause) {
        this.clause = clause;
    }

    /** What is written behind a constraint; empty for the usual one. */
    public String clause() {
        return clause;
    }
}
