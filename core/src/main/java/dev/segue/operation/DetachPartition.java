package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.TableName;
import java.util.Optional;

/** Makes a part of a table a table of its own. */
public record DetachPartition(TableName table, TableName partition) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "detach partition " + partition + " from " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(partition, part -> part.withPartition(Optional.empty()));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(partition)
                .flatMap(Table::partition)
                .<Inverse>map(was -> Inverse.exactly(new AttachPartition(table, partition, was.bound())))
                .orElseGet(() -> new Inverse.Impossible("which rows " + partition + " was for is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table, partition);
    }
}
