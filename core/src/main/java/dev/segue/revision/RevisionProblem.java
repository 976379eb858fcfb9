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
    MALFORMED_EXPRESSION("RV120"),
    UNKNOWN_REVISION("RV121"),
    AMBIGUOUS_PREFIX("RV122");

    private final String code;

    RevisionProblem(String code) {
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
