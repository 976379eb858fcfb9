package dev.segue.operation;

import dev.segue.schema.EnumType;
import dev.segue.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Makes a type that is a list of words. */
public record CreateEnum(EnumType type) implements TypeOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create enum " + type.name();
    }

    @Override
    public Schema applyTo(Schema before) {
        List<EnumType> more = new ArrayList<>(before.enums());
        more.add(type.named(before.qualified(type.name())));
        return before.withEnums(more);
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new DropType(type.name(), false, false));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
