package dev.segue.dialect.postgresql;

/** A table with all its partitions and heirs, however deep: what a statement works on that does not say ONLY. */
final class TableFamily {

    /** For WITH RECURSIVE: a table {@code family (oid)}, which takes the table's name as a parameter. */
    static final String OF_NAME = """
            family AS (
              SELECT to_regclass(?)::oid AS oid
              UNION
              SELECT i.inhrelid FROM pg_inherits i JOIN family ON i.inhparent = family.oid
            )""";

    /** The same for a table that is known by its oid, which it takes as a text. */
    static final String OF_OID = OF_NAME.replace("to_regclass(?)::oid", "?::oid");

    private TableFamily() {}
}
