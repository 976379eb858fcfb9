package dev.segue.backfill;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;
import dev.segue.sql.TableName;

/** Why rows cannot be filled. */
public enum BackfillProblem implements ProblemCode {
    /** Without a key and without a condition nothing tells the rows that are done from the others. */
    NOTHING_TO_GO_BY("BF101", ProblemKind.REFUSED),
    /** Others held the rows for longer than we are willing to try. */
    GAVE_WAY_TOO_LONG("BF102", ProblemKind.LOCK),
    /** The table is not there any more. */
    NO_TABLE("BF103", ProblemKind.REFUSED),
    /** No backfill is called like that. */
    NO_SUCH_JOB("BF104", ProblemKind.USAGE),
    /** Several backfills could be meant. */
    SEVERAL_JOBS("BF105", ProblemKind.USAGE),
    /** It has ended, so that it cannot be paused, tuned or helped with. */
    IS_OVER("BF106", ProblemKind.REFUSED),
    /** Somebody has ended it on request. */
    CANCELLED("BF107", ProblemKind.INTERRUPTED),
    /** Another process that works on it met a problem. */
    FAILED_ELSEWHERE("BF108", ProblemKind.DATABASE),
    /** This process was asked to stop. */
    INTERRUPTED("BF109", ProblemKind.INTERRUPTED),
    /** What its step does is not known here. */
    NO_PLAN("BF110", ProblemKind.REFUSED),
    /** This kind of database is filled at once. */
    NO_BACKFILLS("BF111", ProblemKind.REFUSED),
    /** The table has gone, and another one has its name. */
    ANOTHER_TABLE("BF112", ProblemKind.REFUSED),
    /** Rows are not as it should have left them. */
    ROWS_REMAIN("BF120", ProblemKind.VERIFICATION),
    /** A downgrade would compute other values than there were. */
    LOSES("BF121", ProblemKind.VERIFICATION),
    /** A partition came with rows of which nobody knows whether they are computed. */
    LEFT_ALONE("BF122", ProblemKind.VERIFICATION);

    private final String code;
    private final ProblemKind kind;

    BackfillProblem(String code, ProblemKind kind) {
        this.code = code;
        this.kind = kind;
    }

    static SegueException noTable(TableName table) {
        return NO_TABLE.with(
                "there is no table " + table + " to be filled",
                "bring it back, or give the revision up with `segue downgrade`");
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
