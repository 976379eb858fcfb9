package dev.segue.step;

/** How a step commits. */
public enum TransactionMode {
    /** Together with its row in the journal, and with the steps around it. */
    SHARED,
    /** By itself: the database refuses it in a transaction block, or the revision asked for none. */
    ALONE
}
