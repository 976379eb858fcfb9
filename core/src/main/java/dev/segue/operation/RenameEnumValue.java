package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/** Spells a word of an enum in another way. */
public record RenameEnumValue(TableName type, String value, String newValue) implements TypeOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "rename value '" + value + "' of enum " + type + " to '" + newValue + "'";
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.withEnums(before.enums().stream()
                .map(other -> before.enumType(type)
                                .filter(found -> found.equals(other))
                                .isPresent()
                        ? other.withValues(other.values().stream()
                                .map(word -> word.equals(value) ? newValue : word)
                                .toList())
                        : other)
                .toList());
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameEnumValue(type, newValue, value));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
