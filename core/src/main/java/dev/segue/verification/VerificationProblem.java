package dev.segue.verification;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What was found not to be as it must be. */
public enum VerificationProblem implements ProblemCode {
    /** Rows stand against what a step needs. */
    ROWS_OFFEND("VF101");

    private final String code;

    VerificationProblem(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.VERIFICATION;
    }
}
