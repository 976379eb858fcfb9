package dev.segue.revision;

/** What a revision itself says about its transaction; the plan has the last word. */
public enum TransactionWish {
    /** As the run was asked to. */
    DEFAULT,
    /** Each statement by itself, outside a transaction ({@code -- segue:no-transaction}, {@code transaction:false}). */
    NONE;

    public static TransactionWish noneIf(boolean isRefused) {
        return isRefused ? NONE : DEFAULT;
    }
}
