package dev.segue.trash;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can go wrong with what was dropped. */
public enum TrashProblem implements ProblemCode {
    /** Nothing in the trash has this number. */
    NOT_IN_TRASH("TR101", ProblemKind.USAGE),
    /** Something else goes by the old name now. */
    NAME_TAKEN("TR102", ProblemKind.REFUSED),
    /** This kind of database has no trash. */
    NO_TRASH("TR103", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    TrashProblem(String code, ProblemKind kind) {
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
