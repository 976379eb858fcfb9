package dev.segue.schema;

import dev.segue.sql.SqlName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is set for a column besides what it holds.
 *
 * @param storage {@code PLAIN}, {@code EXTERNAL}, {@code EXTENDED} or {@code MAIN}, where it is not the type's own
 * @param compression where it is set for this column
 * @param statistics the target, where it is set for this column
 * @param privileges of this column alone
 * @param notNull the name of the constraint that keeps NULL out, where that has one (as of PostgreSQL 18)
 */
public record ColumnFeatures(
        Optional<String> storage,
        Optional<String> compression,
        OptionalInt statistics,
        List<Privilege> privileges,
        Optional<SqlName> notNull) {

    public static final ColumnFeatures NONE =
            new ColumnFeatures(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(), Optional.empty());

    public ColumnFeatures {
        privileges = List.copyOf(privileges);
    }

    public ColumnFeatures withStorage(Optional<String> other) {
        return new ColumnFeatures(other, compression, statistics, privileges, notNull);
    }

    public ColumnFeatures withoutNotNull() {
        return new ColumnFeatures(storage, compression, statistics, privileges, Optional.empty());
    }
}
