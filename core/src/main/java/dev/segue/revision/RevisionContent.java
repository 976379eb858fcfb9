package dev.segue.revision;

import dev.segue.operation.Operation;
import java.util.List;

/** What a revision asks for, in both directions. */
public record RevisionContent(List<Operation> upgrade, Downgrade downgrade, TransactionWish transactionWish) {

    public RevisionContent {
        upgrade = List.copyOf(upgrade);
    }
}
