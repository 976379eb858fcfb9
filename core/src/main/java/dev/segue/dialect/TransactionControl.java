package dev.segue.dialect;

/** What a statement does to the transaction that it stands in. */
public enum TransactionControl {
    NONE,
    BEGIN,
    COMMIT,
    ROLLBACK
}
