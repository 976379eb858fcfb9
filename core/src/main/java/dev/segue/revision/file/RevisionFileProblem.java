package dev.segue.revision.file;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can be wrong with the files that revisions are kept in. */
public enum RevisionFileProblem implements ProblemCode {
    LOCATION_MISSING("RV201"),
    UNREADABLE("RV202"),
    NOT_A_FILE("RV203"),
    LINK_LOOP("RV204"),
    TOO_LARGE("RV205"),
    NOT_UTF_8("RV206"),
    BINARY("RV207"),
    CHANGED_WHILE_READ("RV208"),

    NO_REVISION_LINE("RV210"),
    UNKNOWN_DIRECTIVE("RV211"),
    DIRECTIVE_ARGUMENT("RV213"),
    DIRECTIVE_MISPLACED("RV214"),
    DIRECTIVE_REPEATED("RV215"),
    STATEMENT_OUTSIDE_SECTION("RV216"),
    EMPTY_UPGRADE("RV217"),
    CONTRADICTION("RV218"),

    FILE_EXISTS("RV220"),
    NOT_WRITTEN("RV221"),
    FOLDER_OF_ANOTHER_TOOL("RV222"),

    NO_JAVA_HEADER("RV230"),
    UNREADABLE_JAVA_HEADER("RV231"),
    NO_COMPILER("RV232"),
    COMPILE_ERROR("RV233"),
    UNUSABLE_CLASS("RV234"),
    CLASS_DIFFERS("RV235"),
    REVISION_CODE_FAILED("RV236"),

    AMBIGUOUS_LAYOUT("RV240"),
    FOREIGN_NAME("RV241"),
    FOREIGN_KIND("RV242"),
    DUPLICATE_VERSION("RV243"),
    UNKNOWN_PLACEHOLDER("RV244"),
    FOREIGN_SECTION("RV245"),
    UNDO_WITHOUT_REVISION("RV246"),
    SCRIPT_CONFIGURATION("RV247");

    private final String code;

    RevisionFileProblem(String code) {
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
