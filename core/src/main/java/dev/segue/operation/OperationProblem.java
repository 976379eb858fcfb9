package dev.segue.operation;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What is wrong with the notes of a Java revision. */
public enum OperationProblem implements ProblemCode {
    /** What should be a name is none. */
    NOT_A_NAME("OP101"),
    /** Something is asked for without what it needs. */
    INCOMPLETE("OP102");

    private final String code;

    OperationProblem(String code) {
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
