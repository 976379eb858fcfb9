package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.DropTable;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.RenameIndex;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Partitions that come or go in the contract phase only. Until then nothing may be done that counts on where they will be, or
 * that would keep them from it.
 */
final class MovingPartitions {

    private final List<Moving> moving = new ArrayList<>();

    /**
     * A partition on its way.
     *
     * @param partition with the place that it leaves or takes
     */
    private record Moving(Table partition, boolean isComing, Order.Earlier earlier) {

        TableName parent() {
            return partition.partition().orElseThrow().of();
        }
    }

    /** Why an operation has to wait, and for which. */
    record Conflict(Order.Earlier earlier, String reason) {}

    void remember(Operation operation, Order.Earlier earlier, Schema schema) {
        Exchanges.leavingBy(operation, schema).ifPresent(table -> moving.add(new Moving(table, false, earlier)));
        Exchanges.comingBy(operation, schema).ifPresent(table -> moving.add(new Moving(table, true, earlier)));
    }

    Optional<Conflict> conflict(Operation operation, Order.Place at, PlanningContext context, Dialect dialect) {
        for (Moving each : moving) {
            boolean isOwn = each.earlier().place().equals(at);
            boolean isWaiting = isUsed(operation, each, isOwn, context.schema())
                    || (!isOwn && !each.isComing() && takesInherited(operation, each, context.schema()))
                    || isChanged(operation, each, isOwn, context.schema());
            if (isWaiting) {
                return Optional.of(new Conflict(each.earlier(), standing(each)));
            }
            if (!isOwn && takesSamePlace(operation, each, context, dialect)) {
                return Optional.of(new Conflict(each.earlier(), standing(each)));
            }
        }
        return Optional.empty();
    }

    /** What a partition cannot do as long as it is one, and what its own revision asks of it when it is none any more. */
    boolean holdBack(Operation operation, Order.Place at, Schema schema) {
        return moving.stream()
                .filter(each -> !each.isComing() && each.earlier().place().equals(at))
                .anyMatch(each -> takesInherited(operation, each, schema));
    }

    private static boolean takesInherited(Operation operation, Moving each, Schema schema) {
        boolean isAboutRule = operation instanceof DropConstraint
                || operation instanceof RenameConstraint
                || operation instanceof DropNotNull
                || operation instanceof DropIndex
                || operation instanceof RenameIndex;
        return isAboutRule && isOn(each.partition().name(), operation, schema);
    }

    private static String standing(Moving each) {
        return each.partition().name() + (each.isComing() ? " becomes" : " stays") + " a partition of " + each.parent()
                + (each.isComing() ? " only in" : " until") + " the contract phase";
    }

    /** In its own revision what goes may still be dropped, or attached anew in its old table. */
    private static boolean isUsed(Operation operation, Moving each, boolean isOwn, Schema schema) {
        if (!isOn(each.partition().name(), operation, schema)) {
            return false;
        }
        if (operation instanceof AttachPartition attach) {
            return !isOwn || each.isComing() || !isSame(each.parent(), attach.table(), schema);
        }
        return isRenamed(operation)
                || changesColumns(operation)
                || ((!isOwn || each.isComing())
                        && (operation instanceof DropTable || isDetached(operation, each, schema)));
    }

    private static boolean isDetached(Operation operation, Moving each, Schema schema) {
        return operation instanceof DetachPartition detach
                && isSame(each.partition().name(), detach.partition(), schema);
    }

    /** What comes is made like the table as it is now. */
    private static boolean isChanged(Operation operation, Moving each, boolean isOwn, Schema schema) {
        if (!isOn(each.parent(), operation, schema)) {
            return false;
        }
        boolean isDropped = operation instanceof DropTable && (!isOwn || each.isComing());
        return isDropped || isRenamed(operation) || (each.isComing() && changesShape(operation));
    }

    /** @param table with its schema */
    static boolean isOn(TableName table, Operation operation, Schema schema) {
        return operation.reach().writes().stream()
                .anyMatch(written -> isSame(table, written, schema) || isIndexOf(table, written, operation, schema));
    }

    private static boolean isIndexOf(TableName table, TableName written, Operation operation, Schema schema) {
        return operation instanceof IndexOperation
                && schema.tableOfIndex(written)
                        .filter(owner -> isSame(table, owner.name(), schema))
                        .isPresent();
    }

    private static boolean isSame(TableName known, TableName written, Schema schema) {
        return schema.qualified(known).isSameAs(schema.qualified(written), schema.syntax());
    }

    private static boolean isRenamed(Operation operation) {
        return operation instanceof RenameTable || operation instanceof MoveTable;
    }

    private static boolean changesColumns(Operation operation) {
        return operation instanceof AddColumn
                || operation instanceof DropColumn
                || operation instanceof RenameColumn
                || operation instanceof ChangeColumnType
                || operation instanceof ChangeGeneration;
    }

    private static boolean changesShape(Operation operation) {
        return changesColumns(operation)
                || operation instanceof SetNotNull
                || operation instanceof AddConstraint
                || operation instanceof AddConstraintUsingIndex
                || operation instanceof CreateIndex;
    }

    /** As it would have to wait if its own revision were the one that moves the other. */
    private static boolean takesSamePlace(Operation operation, Moving each, PlanningContext context, Dialect dialect) {
        boolean isNeighbour = Exchanges.comingBy(operation, context.schema())
                .flatMap(Table::partition)
                .filter(place -> isSame(each.parent(), place.of(), context.schema()))
                .isPresent();
        return isNeighbour
                && Exchanges.isContracted(operation.accept(dialect.recipes(context.withOnlyLeaving(each.partition()))));
    }
}
