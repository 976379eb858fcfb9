package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Gives a constraint another name. */
public record RenameConstraint(TableName table, SqlName constraint, SqlName newName) implements ConstraintOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "rename constraint " + constraint + " of " + table + " to " + newName;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table,
                known -> known.withConstraints(known.constraints().stream()
                        .map(other -> other.name()
                                        .filter(name -> name.isSameAs(constraint, before.syntax()))
                                        .isPresent()
                                ? other.named(newName)
                                : other)
                        .toList()));
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameConstraint(table, newName, constraint));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
