package dev.segue.execution;

/** What a person found out about a step that no query can tell anything about. */
public enum OperatorAnswer {
    /** Nobody was asked yet. */
    NONE,
    /** It had run to its end. */
    IT_IS_DONE,
    /** It had not, or running it again does no harm. */
    RUN_IT_AGAIN
}
