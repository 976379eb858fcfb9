package dev.segue.dialect;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why a column cannot be replaced by another one while both applications work. */
public enum ShadowProblem implements ProblemCode {
    /** Something uses the column that would not follow to the new one. */
    STILL_USED("SH101", ProblemKind.REFUSED),
    /** The column decides in which partition a row is. */
    PARTITION_KEY("SH102", ProblemKind.REFUSED),
    /** The columns of tables that inherit from each other belong together. */
    INHERITED("SH103", ProblemKind.REFUSED),
    /** Nothing is known of the table or the type. */
    UNKNOWN("SH104", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    ShadowProblem(String code, ProblemKind kind) {
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
