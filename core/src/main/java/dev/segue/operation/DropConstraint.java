package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Lets rows break a rule. */
public record DropConstraint(TableName table, SqlName constraint, boolean ifExists, boolean cascade)
        implements ConstraintOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop constraint " + constraint + " of " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table,
                known -> known.withConstraints(known.constraints().stream()
                        .filter(other -> !other.name()
                                .filter(name -> name.isSameAs(constraint, before.syntax()))
                                .isPresent())
                        .toList()));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .flatMap(known -> known.constraint(constraint, before.syntax()))
                .<Inverse>map(dropped -> Inverse.exactly(new AddConstraint(table, dropped, dropped.mayBeBroken())))
                .orElseGet(() -> new Inverse.Impossible("what constraint " + constraint + " said is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
