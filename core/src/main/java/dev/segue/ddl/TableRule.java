package dev.segue.ddl;

import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.Operation;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/** A constraint as it is written for a table. */
sealed interface TableRule {

    /** What asks for it where the table is there already. */
    Operation addedTo(TableName table);

    /** One that holds in every schema. */
    record Kept(Constraint constraint, boolean isNotValid) implements TableRule {
        @Override
        public Operation addedTo(TableName table) {
            return new AddConstraint(table, constraint, isNotValid);
        }
    }

    /** {@code NOT NULL column}. */
    record Required(Optional<SqlName> name, SqlName column, boolean isPlain) implements TableRule {
        @Override
        public Operation addedTo(TableName table) {
            if (!isPlain) {
                throw new NotUnderstood("NOT NULL with attributes");
            }
            return new SetNotNull(table, column, Optional.empty());
        }
    }

    /** {@code UNIQUE USING INDEX index}. */
    record OnIndex(Optional<SqlName> name, SqlName index, boolean isPrimaryKey, Deferral deferral)
            implements TableRule {
        @Override
        public Operation addedTo(TableName table) {
            return new AddConstraintUsingIndex(table, name.orElse(index), index, isPrimaryKey, deferral);
        }
    }
}
