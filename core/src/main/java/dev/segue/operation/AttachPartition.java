package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Makes a table a part of another one.
 *
 * @param bound as written: {@code FOR VALUES …} or {@code DEFAULT}
 */
public record AttachPartition(TableName table, TableName partition, String bound) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "attach partition " + partition + " to " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                partition,
                part -> part.withPartition(Optional.of(new Table.Partition(before.qualified(table), bound))));
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new DetachPartition(table, partition));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table, partition);
    }
}
