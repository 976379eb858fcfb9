package dev.segue.schema;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * A sequence.
 *
 * @param options as written behind {@code CREATE SEQUENCE name}, without the type and the owner; may be empty
 * @param owner the column with which it goes
 */
public record Sequence(TableName name, DataType type, String options, Optional<Owner> owner) {

    /** @param isIdentity it is the inner part of an identity column and cannot be changed by itself */
    public record Owner(TableName table, SqlName column, boolean isIdentity) {}
}
