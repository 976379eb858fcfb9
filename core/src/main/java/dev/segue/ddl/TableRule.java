package dev.segue.ddl;

import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.Operation;
import dev.segue.operation.SetNotNull;
import dev.segue.operation.ValidateConstraint;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** A constraint as it is written for a table. */
sealed interface TableRule {

    /** What asks for it where the table is there already. */
    List<Operation> addedTo(TableName table);

    /** One that holds in every schema. */
    record Kept(Constraint constraint, boolean isNotValid) implements TableRule {
        @Override
        public List<Operation> addedTo(TableName table) {
            return List.of(new AddConstraint(table, constraint, isNotValid));
        }
    }

    /**
     * {@code NOT NULL column}, since PostgreSQL 18.
     *
     * @param written all of it
     * @param isNotValid rows that are there may hold NULL
     */
    record Required(Optional<SqlName> name, SqlName column, String written, boolean isNotValid) implements TableRule {

        /** With a name of its own it is more than the column's flag: it is added and validated under that name. */
        @Override
        public List<Operation> addedTo(TableName table) {
            if (isNotValid) {
                return List.of(new ChangeTableSetting(table, "ADD " + written));
            }
            return name.<List<Operation>>map(constraint -> List.of(
                            new ChangeTableSetting(table, "ADD " + written + " NOT VALID"),
                            new ValidateConstraint(table, constraint)))
                    .orElseGet(() -> List.of(new SetNotNull(table, column, Optional.empty())));
        }
    }

    /** {@code UNIQUE USING INDEX index}. */
    record OnIndex(Optional<SqlName> name, SqlName index, boolean isPrimaryKey, Deferral deferral)
            implements TableRule {
        @Override
        public List<Operation> addedTo(TableName table) {
            return List.of(new AddConstraintUsingIndex(table, name.orElse(index), index, isPrimaryKey, deferral));
        }
    }
}
