package dev.segue.dialect;

/**
 * A relation that a statement will lock.
 *
 * @param relation as written in the statement, quotes and schema included
 * @param strength who cannot work beside the statement
 */
public record LockTarget(String relation, Strength strength) {

    public enum Strength {
        /** Readers go on, writers wait. */
        BLOCKS_WRITERS,
        /** Readers and writers wait. */
        BLOCKS_EVERYONE
    }
}
