package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds a word to an enum.
 *
 * @param before the word in front of which it goes; at most one of before and after is there
 * @param after the word behind which it goes
 */
public record AddEnumValue(
        TableName type, String value, boolean ifNotExists, Optional<String> before, Optional<String> after)
        implements TypeOperation {

    private List<String> extended(List<String> values) {
        List<String> more = new ArrayList<>(values);
        int place = before.map(more::indexOf)
                .or(() -> after.map(word -> more.indexOf(word) + 1))
                .filter(index -> index >= 0)
                .orElse(more.size());
        if (!more.contains(value)) {
            more.add(place, value);
        }
        return more;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "add value '" + value + "' to enum " + type;
    }

    @Override
    public Schema applyTo(Schema schema) {
        return schema.withEnums(schema.enums().stream()
                .map(other -> schema.enumType(type)
                                .filter(found -> found.equals(other))
                                .isPresent()
                        ? other.withValues(extended(other.values()))
                        : other)
                .toList());
    }

    @Override
    public Inverse inverse(Schema schema) {
        return Inverse.exactly(new RemoveEnumValue(type, value, Optional.empty()));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
