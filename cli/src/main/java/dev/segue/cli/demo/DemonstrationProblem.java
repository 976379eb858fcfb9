package dev.segue.cli.demo;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can keep the story from being told. */
enum DemonstrationProblem implements ProblemCode {
    NO_ROOM("CL301", ProblemKind.USAGE),
    UPGRADE_NOT_KILLED("CL302", ProblemKind.DATABASE);

    private final String code;
    private final ProblemKind kind;

    DemonstrationProblem(String code, ProblemKind kind) {
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
