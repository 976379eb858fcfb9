package dev.segue.journal;

/** What may be believed of a step that is under way. */
public enum StepState {
    /** Written before the statement is sent: after a crash it may or may not have run. */
    INTENDED,
    /** It ran to its end. */
    DONE
}
