package dev.segue.embedded;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can go wrong when a server of our own is brought up, used or put away. */
public enum EmbeddedProblem implements ProblemCode {
    PLATFORM_NOT_SUPPORTED("EM101", ProblemKind.USAGE),
    VERSION_NOT_SUPPORTED("EM102", ProblemKind.USAGE),
    PROGRAMS_NOT_FOUND("EM103", ProblemKind.USAGE),
    PROGRAMS_UNREADABLE("EM104", ProblemKind.USAGE),
    CACHE_UNUSABLE("EM105", ProblemKind.USAGE),
    FOLDER_UNUSABLE("EM106", ProblemKind.USAGE),
    FOLDER_OF_ANOTHER_VERSION("EM107", ProblemKind.REFUSED),
    NO_ACCOUNT_FOR_SERVER("EM108", ProblemKind.USAGE),
    CLUSTER_NOT_CREATED("EM109", ProblemKind.DATABASE),
    SERVER_NOT_STARTED("EM110", ProblemKind.DATABASE),
    PORT_TAKEN("EM111", ProblemKind.USAGE),
    SERVER_NOT_STOPPED("EM112", ProblemKind.DATABASE),
    SERVER_NOT_RUNNING("EM113", ProblemKind.DATABASE),
    SCRATCH_DATABASE_REFUSED("EM114", ProblemKind.DATABASE),
    INTERRUPTED("EM115", ProblemKind.INTERRUPTED);

    private final String code;
    private final ProblemKind kind;

    EmbeddedProblem(String code, ProblemKind kind) {
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
