package dev.segue.dialect;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.time.Instant;

/**
 * Something that was dropped and waits with its data until the trash is emptied.
 *
 * @param id its number in the trash
 * @param revision that dropped it
 * @param table where it was: the table or type itself, or the table of the column or index
 * @param name what it was called
 * @param keptIn the table or type that it is now, or the table that holds it
 * @param keptAs what it is called now; an index is not kept but built again, under its own name
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
        /** Only where something else in the trash is of this type. */
        TYPE
    }

    /** What it was, for people. */
    public String summary() {
        return switch (kind) {
            case TABLE -> "table " + table;
            case COLUMN -> "column " + name + " of " + table;
            case INDEX -> "index " + name + " on " + table;
            case TYPE -> "type " + table;
        };
    }
}
