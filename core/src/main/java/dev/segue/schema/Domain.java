package dev.segue.schema;

import dev.segue.sql.DataType;
import dev.segue.sql.TableName;

/**
 * A type whose values are those of another one that keep its rules.
 *
 * @param base without rules
 * @param allowsNull where no rule of it says that there must be a value
 */
public record Domain(TableName name, DataType base, boolean allowsNull) {}
