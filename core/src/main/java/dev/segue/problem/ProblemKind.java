package dev.segue.problem;

/** What a caller can do about a problem; the command line and the build plugins turn it into an exit code. */
public enum ProblemKind {
    /** The request, the configuration or a file is wrong: nothing was tried. */
    USAGE,
    /** The request is understood and refused, because carrying it out could do harm. */
    REFUSED,
    /** The database could not be reached, or did not do what it was asked. */
    DATABASE,
    /** A lock, ours or one of the database's, was not obtained in the time allowed. */
    LOCK,
    /** What was found is not what must hold. */
    VERIFICATION,
    /** Someone stopped the work; it can be continued. */
    INTERRUPTED
}
