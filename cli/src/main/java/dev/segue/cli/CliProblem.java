package dev.segue.cli;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can be wrong with a command line. */
public enum CliProblem implements ProblemCode {
    UNKNOWN_COMMAND("CL101"),
    UNKNOWN_OPTION("CL102"),
    BAD_VALUE("CL103"),
    MISSING_VALUE("CL104"),
    UNEXPECTED_ARGUMENT("CL105"),
    CONTRADICTION("CL106"),
    CANNOT_WRITE("CL107"),
    NO_INPUT("CL108"),
    NO_EDITOR("CL109"),
    EDITOR_FAILED("CL110"),
    NO_FILE("CL111"),
    OUTPUT_LOST("CL112"),
    CANNOT_READ("CL113"),
    OUT_OF_MEMORY("CL198"),
    CRASH("CL199");

    private final String code;

    CliProblem(String code) {
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
