package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Takes a word out of an enum, and out of every column that holds it.
 *
 * @param replacement what rows get that hold it; without it, such a row is a failure
 */
public record RemoveEnumValue(TableName type, String value, Optional<String> replacement) implements TypeOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "remove value '" + value + "' from enum " + type;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.withEnums(before.enums().stream()
                .map(other -> before.enumType(type)
                                .filter(found -> found.equals(other))
                                .isPresent()
                        ? other.withValues(other.values().stream()
                                .filter(word -> !word.equals(value))
                                .toList())
                        : other)
                .toList());
    }

    @Override
    public Inverse inverse(Schema before) {
        AddEnumValue addedAgain = new AddEnumValue(type, value, false, Optional.empty(), Optional.empty());
        return replacement.isEmpty()
                ? Inverse.exactly(addedAgain)
                : new Inverse.Lossy(List.of(addedAgain), "which rows held '" + value + "'");
    }

    /** The type stands for the tables that have a column of it, which only the database knows. */
    @Override
    public Reach reach() {
        return Reach.writing(type);
    }
}
