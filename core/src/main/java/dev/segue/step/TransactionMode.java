package dev.segue.step;

/** How a step commits. */
public enum TransactionMode {
    /** Together with its row in the journal, and with the steps around it. */
    SHARED,
    /** Together with its row in the journal, in a transaction that holds no other step. */
    SEPARATE,
    /** By itself: the database refuses it in a transaction block, or it commits on its own while it runs. */
    ALONE;

    /** True when a crash leaves either the step and its journal row, or neither. */
    public boolean isAtomic() {
        return this != ALONE;
    }
}
