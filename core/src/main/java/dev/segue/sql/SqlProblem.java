package dev.segue.sql;

import dev.segue.problem.Problem;
import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;
import dev.segue.problem.SegueException;

/** What can be wrong with a text of SQL before any database sees it. */
public enum SqlProblem implements ProblemCode {
    UNCLOSED_STRING("SQ101"),
    UNCLOSED_IDENTIFIER("SQ102"),
    UNCLOSED_COMMENT("SQ103"),
    UNCLOSED_DOLLAR_QUOTE("SQ104"),
    UNCLOSED_BODY("SQ105"),
    UNCLOSED_PARENTHESIS("SQ106"),
    CLIENT_COMMAND("SQ107"),
    STATEMENT_BESIDE_COPY("SQ108"),
    NUL_CHARACTER("SQ109"),
    MISSING_DELIMITER("SQ110"),
    NAME_HOLDS_DOLLAR_TAG("SQ120");

    private final String code;

    SqlProblem(String code) {
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

    SegueException at(SourceText source, int offset, String headline, String remedy) {
        return Problem.of(this, headline, remedy)
                .at(source.excerptAt(offset))
                .saying(source.suspicions())
                .toException();
    }
}
