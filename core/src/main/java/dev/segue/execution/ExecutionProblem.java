package dev.segue.execution;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can stop a run. */
public enum ExecutionProblem implements ProblemCode {
    /** Another runner holds the migration lock for longer than we are willing to wait. */
    LOCK_NOT_OBTAINED("EX101", ProblemKind.LOCK),
    /** The connection that holds the migration lock broke. */
    LOCK_LOST("EX102", ProblemKind.DATABASE),
    /** Locks of the database were not obtained within the budget. */
    BUDGET_SPENT("EX103", ProblemKind.LOCK),
    /** Someone asked the run to stop. */
    STOPPED("EX104", ProblemKind.INTERRUPTED),
    /** While the connection was lost, another runner has changed what the run was about. */
    OVERTAKEN("EX105", ProblemKind.LOCK),
    /** A revision is half-way in the other direction. */
    HALF_WAY("EX201", ProblemKind.REFUSED),
    /** A revision was edited between a crash and now, in the part that had already run. */
    EDITED_HALF_WAY("EX202", ProblemKind.REFUSED),
    /** Nothing in the database tells whether a step ran. */
    UNCERTAIN_STEP("EX204", ProblemKind.REFUSED),
    /** Java code of a revision threw an exception. */
    CODE_FAILED("EX205", ProblemKind.DATABASE);

    private final String code;
    private final ProblemKind kind;

    ExecutionProblem(String code, ProblemKind kind) {
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
