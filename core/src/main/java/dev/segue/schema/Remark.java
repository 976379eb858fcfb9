package dev.segue.schema;

import dev.segue.sql.SqlName;

/**
 * What was said or set about an index or a constraint without being a part of its definition: a comment, a target of
 * statistics, that rows are put in order by an index, or told apart by it. It is lost with what it is about.
 *
 * @param about the name of the index or constraint; an index that carries a constraint goes by its name
 * @param statement that says it again
 */
public record Remark(Kind kind, SqlName about, String statement) {

    /** What it is about. */
    public enum Kind {
        INDEX,
        CONSTRAINT
    }
}
