package dev.segue.revision;

/** What a revision changes; a revision changes one of them, so that each can be run at its own time. */
public enum RevisionKind {
    /** The shape of the database. */
    SCHEMA,
    /** Rows. */
    DATA,
    /** Views, functions and the like, run again whenever its text changes (Flyway's {@code R__} files). Not in the graph. */
    REPEATABLE
}
