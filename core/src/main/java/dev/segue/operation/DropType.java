package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/** Takes a type away. */
public record DropType(TableName type, boolean ifExists, boolean cascade) implements TypeOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop type " + type;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.withEnums(before.enums().stream()
                .filter(other -> before.enumType(type)
                        .filter(found -> found.equals(other))
                        .isEmpty())
                .toList());
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.enumType(type)
                .<Inverse>map(dropped -> Inverse.exactly(new CreateEnum(dropped)))
                .orElseGet(() -> new Inverse.Impossible("what type " + type + " was is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
