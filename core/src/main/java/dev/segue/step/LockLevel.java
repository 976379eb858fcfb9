package dev.segue.step;

/**
 * How much a lock on a table lets others do; in PostgreSQL's words, from the weakest to the strongest.
 *
 * <p>Source of what conflicts: PostgreSQL manual, 13.3.1 Table-Level Locks.
 */
public enum LockLevel {
    ACCESS_SHARE("ACCESS SHARE", "nobody but those who change or drop the table"),
    ROW_SHARE("ROW SHARE", "nobody but those who change or drop the table"),
    ROW_EXCLUSIVE("ROW EXCLUSIVE", "other changes of the schema"),
    SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE", "other changes of the schema, and VACUUM"),
    SHARE("SHARE", "writers"),
    SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE", "writers"),
    EXCLUSIVE("EXCLUSIVE", "writers"),
    ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE", "readers and writers");

    private final String sql;
    private final String blocks;

    LockLevel(String sql, String blocks) {
        this.sql = sql;
        this.blocks = blocks;
    }

    /** As in {@code LOCK TABLE … IN … MODE}. */
    public String sql() {
        return sql;
    }

    /** Whom it keeps waiting, for people. */
    public String blocks() {
        return blocks;
    }

    public boolean blocksWriters() {
        return compareTo(SHARE) >= 0;
    }

    public boolean blocksReaders() {
        return this == ACCESS_EXCLUSIVE;
    }
}
