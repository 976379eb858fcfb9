package dev.segue.conformance.support;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;

/** What went wrong, for those who expect it. */
public final class Problems {

    private Problems() {}

    /** The problem that the work ends with; an error when it ends well. */
    public static Problem of(Runnable work) {
        try {
            work.run();
        } catch (SegueException failure) {
            return failure.problem();
        }
        throw new AssertionError("it went well");
    }
}
