package dev.segue.plan;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why no plan can be made. */
public enum PlanProblem implements ProblemCode {
    /** A file begins or ends transactions itself. */
    TRANSACTION_CONTROL("PL101", ProblemKind.USAGE),
    /** The revision says that it cannot be undone. */
    IRREVERSIBLE("PL102", ProblemKind.REFUSED),
    /** The revision does not say how it is undone. */
    NO_DOWNGRADE("PL103", ProblemKind.USAGE),
    /** One transaction for the whole run was asked for, and a statement cannot run in one. */
    NOT_IN_ONE_TRANSACTION("PL104", ProblemKind.REFUSED),
    /** Java code cannot be written into a script. */
    CODE_IN_SCRIPT("PL105", ProblemKind.REFUSED),
    /** Two operations of one revision need each other's last phase. */
    CANNOT_BE_ORDERED("PL106", ProblemKind.REFUSED),
    /** A revision was edited after its steps had been worked out and begun. */
    EDITED_SINCE_BEGUN("PL107", ProblemKind.REFUSED),
    /** The contract phase was asked for before the other phases were done. */
    NOT_READY_TO_CONTRACT("PL108", ProblemKind.REFUSED),
    /** The plan that was agreed to is not the one that would be run now. */
    PLAN_HAS_CHANGED("PL109", ProblemKind.REFUSED),
    /** A file that was named as a plan is none. */
    NOT_A_PLAN("PL110", ProblemKind.USAGE),
    /** An index or a constraint that the new schema relies on does not hold what it promises. */
    NOT_SOUND("PL111", ProblemKind.REFUSED),
    /** An upgrade was to be contracted whose downgrade was begun. */
    BEING_UNDONE("PL112", ProblemKind.REFUSED),
    /** A way back was begun that can only be gone to its end. */
    CANNOT_TURN_BACK("PL113", ProblemKind.REFUSED),
    /** Two operations of the downgrade would need each other's last phase. */
    NO_ORDERED_WAY_BACK("PL114", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    PlanProblem(String code, ProblemKind kind) {
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
