package dev.segue.plan;

/** What the journal says of a revision once the steps of a run are done. */
public enum Ending {
    /** It is applied, and nothing is left to do. */
    APPLIED,
    /**
     * Both applications can work. An upgrade counts as applied, a downgrade not yet as undone; what only the application
     * needs that is on its way out is still there, until it is contracted.
     */
    HELD,
    /** What was held back is done too. */
    CONTRACTED,
    /** It stays as it was, because its downgrade was turned back before it was contracted. */
    RETAINED,
    /** It is undone, and nothing of it is left. */
    REVERTED,
    /** It stays where it is, half-way, because the run was asked for some phases only. */
    UNFINISHED
}
