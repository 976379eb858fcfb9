package dev.segue.dialect;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What a dialect finds wrong before anything is changed. */
public enum DialectProblem implements ProblemCode {
    /** Sessions are shared by a proxy, so that a lock or a setting does not stay with us. */
    TRANSACTION_POOLING("DI101", ProblemKind.REFUSED),
    /** The URL is of a database that Segue does not know. */
    UNKNOWN_DATABASE("DI102", ProblemKind.USAGE),
    /** An operation that the database has no statement for. */
    NO_PLAIN_FORM("DI103", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    DialectProblem(String code, ProblemKind kind) {
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
