package dev.segue.step;

/** How much commits at once, where the database allows it. */
public enum TransactionScope {
    /** Everything that one command does. */
    RUN,
    /** Each revision: the default. */
    REVISION,
    /** Each statement. */
    STATEMENT
}
