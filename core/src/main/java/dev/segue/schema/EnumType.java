package dev.segue.schema;

import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** A type that is a list of words, in their order. */
public record EnumType(TableName name, List<String> values, Optional<String> comment) {

    public EnumType {
        values = List.copyOf(values);
    }

    public EnumType withValues(List<String> newValues) {
        return new EnumType(name, newValues, comment);
    }

    public EnumType named(TableName newName) {
        return new EnumType(newName, values, comment);
    }
}
