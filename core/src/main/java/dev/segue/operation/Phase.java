package dev.segue.operation;

/** When in the life of a deployment a step may run. */
public enum Phase {
    /** The old application keeps working; the new one can start. */
    EXPAND,
    /** Data moves, in batches, while both work. */
    MIGRATE,
    /** Takes away what only the old application needed. */
    CONTRACT
}
