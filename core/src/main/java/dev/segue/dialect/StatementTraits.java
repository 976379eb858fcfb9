package dev.segue.dialect;

import dev.segue.step.Recovery;
import dev.segue.step.TransactionMode;

/** How a statement commits, and what to do about it after a crash. */
public record StatementTraits(TransactionMode transactionMode, Recovery recovery) {

    public static final StatementTraits ORDINARY = new StatementTraits(TransactionMode.SHARED, new Recovery.Atomic());

    /** In a transaction, but in none that holds another step. */
    public static final StatementTraits SEPARATE = new StatementTraits(TransactionMode.SEPARATE, new Recovery.Atomic());

    public static StatementTraits alone(Recovery recovery) {
        return new StatementTraits(TransactionMode.ALONE, recovery);
    }
}
