package dev.segue.dialect;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why what Java computed for a row cannot be written. */
public enum RowValueProblem implements ProblemCode {
    /** The code of the revision threw something. */
    CODE_FAILED("BF301", ProblemKind.REFUSED),
    /** The value is of a class that stands for no column's value. */
    UNKNOWN_TYPE("BF302", ProblemKind.REFUSED),
    /** Several columns are written, and the code did not say which value is for which. */
    NOT_A_MAP("BF303", ProblemKind.REFUSED),
    /** The table does not have the column. */
    NO_COLUMN("BF304", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    RowValueProblem(String code, ProblemKind kind) {
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
