package dev.segue.schema;

/**
 * How large a table is, as far as known.
 *
 * @param rows an estimate; -1 where nobody ever counted
 * @param bytes on disk, without its indexes
 * @param isNew nobody but the plan that creates it has seen it, so nobody can be kept waiting by what is done to it
 */
public record TableSize(long rows, long bytes, boolean isNew) {

    public static final TableSize NEW = new TableSize(0, 0, true);

    /** Of a table that is there, but was not looked at: to be treated like a large one. */
    public static final TableSize UNKNOWN = new TableSize(-1, Long.MAX_VALUE, false);
}
