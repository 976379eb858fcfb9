package dev.segue.schema;

import dev.segue.sql.DataType;
import dev.segue.sql.TableName;

/**
 * A type whose values are those of another one, and may have to keep rules.
 *
 * @param base the type that it is in the end, where it is made of other domains
 * @param hasRules it says what its values must be like, or one of those does that it is made of
 * @param allowsNull where no rule of it says that there must be a value
 */
public record Domain(TableName name, DataType base, boolean hasRules, boolean allowsNull) {

    /** The same with one rule more. */
    public Domain withRule(boolean forbidsNull) {
        return new Domain(name, base, true, allowsNull && !forbidsNull);
    }
}
