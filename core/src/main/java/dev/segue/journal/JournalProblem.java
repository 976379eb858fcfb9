package dev.segue.journal;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Where the journal and the files contradict each other. */
public enum JournalProblem implements ProblemCode {
    /** A file says something else than what was applied from it. */
    EDITED("JO101", ProblemKind.REFUSED),
    /** There is nothing half-way that could be given up. */
    NOTHING_HALF_WAY("JO102", ProblemKind.USAGE),
    /** Only what is applied can be accepted as it is. */
    NOT_APPLIED("JO103", ProblemKind.USAGE),
    /** The tool whose files these are has run some of them, of which the journal knows nothing. */
    ANOTHER_TOOL_WAS_HERE("JO104", ProblemKind.REFUSED),
    /** An applied version is written in another way in the name of its file now. */
    SAME_VERSION("JO105", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    JournalProblem(String code, ProblemKind kind) {
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
