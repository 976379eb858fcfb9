package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Gives a type another name. */
public record RenameType(TableName type, SqlName newName) implements TypeOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "rename type " + type + " to " + newName;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.withEnums(before.enums().stream()
                .map(other -> before.enumType(type)
                                .filter(found -> found.equals(other))
                                .isPresent()
                        ? other.named(new TableName(other.name().schema(), newName))
                        : other)
                .toList());
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameType(new TableName(type.schema(), newName), type.name()));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
