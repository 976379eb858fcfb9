package dev.segue.operation;

import dev.segue.schema.Constraint;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/**
 * Adds a rule that every row is to keep.
 *
 * @param isNotValid rows that are there need not keep it, until it is validated
 */
public record AddConstraint(TableName table, Constraint constraint, boolean isNotValid) implements ConstraintOperation {

    private String kind() {
        return constraint.accept(new Constraint.Visitor<String>() {
            @Override
            public String visit(Constraint.PrimaryKey primaryKey) {
                return "primary key";
            }

            @Override
            public String visit(Constraint.Unique unique) {
                return "unique constraint";
            }

            @Override
            public String visit(Constraint.ForeignKey foreignKey) {
                return "foreign key";
            }

            @Override
            public String visit(Constraint.Check check) {
                return "check";
            }

            @Override
            public String visit(Constraint.Exclusion exclusion) {
                return "exclusion constraint";
            }
        });
    }

    private Reach reached() {
        return constraint instanceof Constraint.ForeignKey foreignKey
                ? Reach.writing(table).reading(foreignKey.referencedTable())
                : Reach.writing(table);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "add " + kind() + constraint.name().map(name -> " " + name).orElse("") + " to " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.plus(constraint));
    }

    @Override
    public Inverse inverse(Schema before) {
        return constraint
                .name()
                .<Inverse>map(name -> Inverse.exactly(new DropConstraint(table, name, false, false)))
                .orElseGet(() -> new Inverse.Impossible("the constraint has no name: write CONSTRAINT name before it"));
    }

    @Override
    public Reach reach() {
        return reached();
    }
}
