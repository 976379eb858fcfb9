package dev.segue.revision;

import dev.segue.operation.Operation;
import java.util.List;

/**
 * What a revision asks for, in both directions.
 *
 * @param upgradeWish what it says about the transaction of the upgrade
 * @param downgradeWish what it says about that of the downgrade
 */
public record RevisionContent(
        List<Operation> upgrade, Downgrade downgrade, TransactionWish upgradeWish, TransactionWish downgradeWish) {

    public RevisionContent {
        upgrade = List.copyOf(upgrade);
    }

    /** A revision that says the same about both directions. */
    public RevisionContent(List<Operation> upgrade, Downgrade downgrade, TransactionWish wish) {
        this(upgrade, downgrade, wish, wish);
    }
}
