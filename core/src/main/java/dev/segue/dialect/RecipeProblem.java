package dev.segue.dialect;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** Why something cannot be carried out without harm to those who work with the database. */
public enum RecipeProblem implements ProblemCode {
    /** Views show what is to go. */
    VIEW_DEPENDS("RC101", ProblemKind.REFUSED),
    /** It writes every row of a large table while nobody else can use it. */
    REWRITES_UNDER_LOCK("RC102", ProblemKind.REFUSED),
    /** It reads every row of a large table while nobody else can use it. */
    SCANS_UNDER_LOCK("RC103", ProblemKind.REFUSED),
    /** A column of the primary key is to go while an application relies on the key. */
    IN_PRIMARY_KEY("RC104", ProblemKind.REFUSED),
    /** Foreign keys of other tables refer to what is to go. */
    REFERENCED("RC105", ProblemKind.REFUSED),
    /** Row security does not reach through a view on this version. */
    ROW_SECURITY_BEHIND_VIEW("RC106", ProblemKind.REFUSED),
    /** Triggers, policies or computed columns use the column that is to go. */
    COLUMN_IN_USE("RC107", ProblemKind.REFUSED),
    /** Other tables inherit from the table that is to go. */
    INHERITED("RC108", ProblemKind.REFUSED);

    private final String code;
    private final ProblemKind kind;

    RecipeProblem(String code, ProblemKind kind) {
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
