package dev.segue.ddl;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why a statement cannot be run for a part of the rows at a time. */
public enum DividingProblem implements ProblemCode {
    /** It is none of the kinds that go through the rows of a table. */
    NO_CHANGE_OF_ROWS("BF201", ProblemKind.REFUSED),
    /** Run in parts, it would do something else than run as a whole. */
    NEEDS_ALL_ROWS("BF202", ProblemKind.REFUSED),
    /** Which table's rows are to be gone through cannot be told, or they cannot be told apart. */
    NO_DRIVING_TABLE("BF203", ProblemKind.REFUSED),
    /** Its syntax is not known well enough. */
    NOT_UNDERSTOOD("BF204", ProblemKind.REFUSED),
    /** It changes what the rows are gone through by, so that one could be met twice. */
    CHANGES_KEY("BF205", ProblemKind.REFUSED),
    /** What is asked to be verified in the end cannot be. */
    CANNOT_BE_VERIFIED("BF206", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    DividingProblem(String code, ProblemKind kind) {
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
