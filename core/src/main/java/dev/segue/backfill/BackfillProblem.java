package dev.segue.backfill;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why rows cannot be filled. */
public enum BackfillProblem implements ProblemCode {
    /** Without a key and without a condition nothing tells the rows that are done from the others. */
    NOTHING_TO_GO_BY("BF101", ProblemKind.REFUSED),
    /** Others held the rows for longer than we are willing to try. */
    GAVE_WAY_TOO_LONG("BF102", ProblemKind.LOCK),
    /** The table is not there any more. */
    NO_TABLE("BF103", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    BackfillProblem(String code, ProblemKind kind) {
        this.code = code;
        this.kind = kind;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
