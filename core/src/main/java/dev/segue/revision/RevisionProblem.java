package dev.segue.revision;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can be wrong with a history, and with the words that name a part of it. */
public enum RevisionProblem implements ProblemCode {
    DUPLICATE_ID("RV101"),
    IDS_DIFFER_ONLY_IN_CASE("RV102"),
    MISSING_PARENT("RV103"),
    MISSING_DEPENDENCY("RV104"),
    LABEL_USED_TWICE("RV105"),
    UNUSABLE_LABEL("RV106"),
    RESERVED_ID("RV107"),
    STANDS_ON_ITSELF("RV108"),
    CYCLE("RV109"),
    REPEATABLE_IN_ORDER("RV110"),
    MALFORMED_EXPRESSION("RV120"),
    UNKNOWN_REVISION("RV121"),
    AMBIGUOUS_PREFIX("RV122"),
    NOT_IN_LINE("RV123"),
    SEVERAL_REVISIONS("RV124"),
    TOO_FAR("RV125"),
    NOT_A_REVISION("RV126"),
    WRONG_SHAPE("RV127"),
    WRONG_DIRECTION("RV128"),
    UNRELATED("RV129"),
    NOT_APPLIED("RV130"),
    DATABASE_IS_AHEAD("RV131", ProblemKind.REFUSED),
    NOT_A_HEAD("RV140"),
    NOTHING_TO_MERGE("RV141"),
    UNUSABLE_NAME("RV142");

    private final String code;
    private final ProblemKind kind;

    RevisionProblem(String code) {
        this(code, ProblemKind.USAGE);
    }

    RevisionProblem(String code, ProblemKind kind) {
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
