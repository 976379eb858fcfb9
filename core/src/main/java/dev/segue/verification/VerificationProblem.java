package dev.segue.verification;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What was found not to be as it must be. */
public enum VerificationProblem implements ProblemCode {
    /** Rows stand against what a step needs. */
    ROWS_OFFEND("VF101", ProblemKind.VERIFICATION),
    /** Somebody still uses what a contraction would take away. */
    STILL_USED("VF102", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    VerificationProblem(String code, ProblemKind kind) {
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
