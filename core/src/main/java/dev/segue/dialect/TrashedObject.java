package dev.segue.dialect;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.time.Instant;

/**
 * Something that was dropped and waits with its data until the trash is emptied.
 *
 * @param id its number in the trash
 * @param revision that dropped it
 * @param table where it was: the table, view, sequence or type itself, or the table of the column, index or constraint
 * @param name what it was called
 * @param keptIn the table or type that it is now, or the table that holds it
 * @param keptAs what it is called now; what is not kept but made again has its own name
 * @param restoration the statements that bring it back, with semicolons between them
 */
public record TrashedObject(
        long id,
        String revision,
        Kind kind,
        TableName table,
        SqlName name,
        TableName keptIn,
        SqlName keptAs,
        String restoration,
        Instant droppedAt) {

    public enum Kind {
        TABLE,
        COLUMN,
        INDEX,
        /** Like an index: how it is laid upon the table again. */
        CONSTRAINT,
        /** How it is made again, and what was said about it. */
        VIEW,
        /** The same, with the number that it came to. */
        SEQUENCE,
        /** Only where something else in the trash is of this type. */
        TYPE
    }

    /** What it was, for people. */
    public String summary() {
        return switch (kind) {
            case TABLE -> "table " + table;
            case COLUMN -> "column " + name + " of " + table;
            case INDEX -> "index " + name + " on " + table;
            case CONSTRAINT -> "constraint " + name + " of " + table;
            case VIEW -> "view " + table;
            case SEQUENCE -> "sequence " + table;
            case TYPE -> "type " + table;
        };
    }
}
