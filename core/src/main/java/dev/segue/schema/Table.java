package dev.segue.schema;

import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table, with everything that hangs on it.
 *
 * @param partitioning its key, as written behind {@code PARTITION BY}; empty where it is not partitioned
 * @param partition where it is itself a partition
 * @param inherits the tables of which it is a child by inheritance (not as a partition)
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<Constraint> constraints,
        List<Index> indexes,
        Optional<String> partitioning,
        Optional<Partition> partition,
        List<TableName> inherits,
        Optional<String> comment,
        TableFeatures features,
        TableSize size) {

    public Table {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        inherits = List.copyOf(inherits);
    }

    /**
     * Its place in another table.
     *
     * @param bound as written behind the name of the parent: {@code FOR VALUES …} or {@code DEFAULT}
     */
    public record Partition(TableName of, String bound) {}

    /** A table that has only just been thought of. */
    public static Table of(TableName name, List<Column> columns) {
        return new Table(
                name,
                columns,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                TableFeatures.NONE,
                TableSize.NEW);
    }

    public Optional<Column> column(SqlName wanted, SqlSyntax syntax) {
        return columns.stream()
                .filter(column -> column.name().isSameAs(wanted, syntax))
                .findFirst();
    }

    public Optional<Constraint> constraint(SqlName wanted, SqlSyntax syntax) {
        return constraints.stream()
                .filter(constraint -> constraint
                        .name()
                        .filter(name -> name.isSameAs(wanted, syntax))
                        .isPresent())
                .findFirst();
    }

    public Optional<Constraint.PrimaryKey> primaryKey() {
        return constraints.stream()
                .filter(Constraint.PrimaryKey.class::isInstance)
                .map(Constraint.PrimaryKey.class::cast)
                .findFirst();
    }

    public boolean isPartitioned() {
        return partitioning.isPresent();
    }

    public Table named(TableName newName) {
        return new Table(
                newName,
                columns,
                constraints,
                indexes.stream().map(index -> index.on(newName)).toList(),
                partitioning,
                partition,
                inherits,
                comment,
                features,
                size);
    }

    public Table withColumns(List<Column> newColumns) {
        return new Table(
                name, newColumns, constraints, indexes, partitioning, partition, inherits, comment, features, size);
    }

    public Table withConstraints(List<Constraint> newConstraints) {
        return new Table(
                name, columns, newConstraints, indexes, partitioning, partition, inherits, comment, features, size);
    }

    public Table withIndexes(List<Index> newIndexes) {
        return new Table(
                name, columns, constraints, newIndexes, partitioning, partition, inherits, comment, features, size);
    }

    public Table withPartition(Optional<Partition> newPartition) {
        return new Table(
                name, columns, constraints, indexes, partitioning, newPartition, inherits, comment, features, size);
    }

    public Table withComment(Optional<String> text) {
        return new Table(name, columns, constraints, indexes, partitioning, partition, inherits, text, features, size);
    }

    public Table withSize(TableSize newSize) {
        return new Table(
                name, columns, constraints, indexes, partitioning, partition, inherits, comment, features, newSize);
    }

    /** This table with one column changed; the same table where it has no such column. */
    public Table withColumn(SqlName wanted, SqlSyntax syntax, UnaryOperator<Column> change) {
        return withColumns(columns.stream()
                .map(column -> column.name().isSameAs(wanted, syntax) ? change.apply(column) : column)
                .toList());
    }

    public Table plus(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return withColumns(more);
    }

    public Table plus(Constraint constraint) {
        List<Constraint> more = new ArrayList<>(constraints);
        more.add(constraint);
        return withConstraints(more);
    }

    public Table plus(Index index) {
        List<Index> more = new ArrayList<>(indexes);
        more.add(index);
        return withIndexes(more);
    }
}
