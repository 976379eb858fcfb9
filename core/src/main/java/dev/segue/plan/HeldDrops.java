package dev.segue.plan;

import dev.segue.operation.AddConstraint;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropTable;
import dev.segue.operation.Operation;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a held revision would take away, and has not taken away yet. A downgrade that is written out in full asks for it in
 * several statements: the table and then its indexes, the column and then its constraint. All of that is still there.
 *
 * @param held the operations of the revision that were begun
 */
record HeldDrops(Schema schema, List<Operation> held) {

    HeldDrops {
        held = List.copyOf(held);
    }

    boolean leaveNothingToDoFor(Intention undo, Counterparts counterparts) {
        return !undo.meaning().isEmpty() && undo.meaning().stream().allMatch(back -> isStillThere(back, counterparts));
    }

    private boolean isStillThere(Operation back, Counterparts counterparts) {
        return held.stream().anyMatch(there -> counterparts.isUndoneBy(there, back))
                || isOnTable(back)
                || isOnColumn(back);
    }

    private boolean isOnTable(Operation back) {
        Set<TableName> tables = held.stream()
                .filter(DropTable.class::isInstance)
                .map(DropTable.class::cast)
                .map(drop -> schema.qualified(drop.table()))
                .collect(Collectors.toSet());
        if (back instanceof CreateTable create) {
            return isPartOf(create.table().name(), tables);
        }
        if (back instanceof AddConstraint add && add.constraint() instanceof Constraint.ForeignKey key) {
            return isPartOf(add.table(), tables) || (isPartOf(key.referencedTable(), tables) && isThere(add));
        }
        Set<TableName> written = back.reach().writes();
        return !written.isEmpty() && written.stream().allMatch(table -> isPartOf(table, tables));
    }

    /** Where it is dropped with what it refers to. */
    private boolean isThere(AddConstraint add) {
        return schema.table(add.table())
                .filter(table -> add.constraint()
                        .name()
                        .flatMap(name -> table.constraint(name, schema.syntax()))
                        .isPresent())
                .isPresent();
    }

    private boolean isPartOf(TableName table, Set<TableName> dropped) {
        boolean isDropped = dropped.contains(schema.qualified(table));
        return isDropped
                || schema.table(table)
                        .flatMap(Table::partition)
                        .filter(place -> isPartOf(place.of(), dropped))
                        .isPresent();
    }

    private boolean isOnColumn(Operation back) {
        return held.stream()
                .filter(DropColumn.class::isInstance)
                .map(DropColumn.class::cast)
                .anyMatch(drop -> isOn(drop.table(), drop.column(), back));
    }

    private boolean isOn(TableName table, SqlName column, Operation back) {
        if (back instanceof AddConstraint add) {
            return isSame(table, add.table()) && add.constraint().columns().contains(column);
        }
        if (back instanceof CreateIndex create) {
            Index index = create.index();
            boolean isThere = index.name()
                    .flatMap(name ->
                            schema.tableOfIndex(new TableName(index.table().schema(), name)))
                    .isPresent();
            return isSame(table, index.table())
                    && (isThere
                            || index.parts().stream()
                                    .anyMatch(part ->
                                            part.column().filter(column::equals).isPresent()));
        }
        return false;
    }

    private boolean isSame(TableName one, TableName other) {
        return schema.qualified(one).equals(schema.qualified(other));
    }
}
