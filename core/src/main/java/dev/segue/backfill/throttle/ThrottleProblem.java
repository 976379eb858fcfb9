package dev.segue.backfill.throttle;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can be wrong with what a backfill is told to give way to. All of it is found before a row is written. */
public enum ThrottleProblem implements ProblemCode {
    UNKNOWN_CONDITION("TH101"),
    MALFORMED("TH102"),
    BAD_LIMIT("TH103"),
    /** The database has nothing of the kind that could be looked at. */
    NO_SUCH_SIGNAL("TH104"),
    /** Not one of the few ways to slow a backfill down. */
    UNKNOWN_RESTRAINT("TH105"),
    BAD_PACE("TH106");

    private final String code;

    ThrottleProblem(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.USAGE;
    }
}
