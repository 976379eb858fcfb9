package dev.segue.operation;

import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/**
 * Builds an index.
 *
 * @param isConcurrent it was written so; on a table in use it is built so anyway
 * @param isOnly not on the partitions
 */
public record CreateIndex(Index index, boolean ifNotExists, boolean isConcurrent, boolean isOnly)
        implements IndexOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create " + (index.isUnique() ? "unique " : "") + "index "
                + index.name().map(name -> name + " ").orElse("") + "on " + index.table();
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(index.table(), known -> known.plus(index));
    }

    @Override
    public Inverse inverse(Schema before) {
        return index.name()
                .filter(name -> !ifNotExists)
                .<Inverse>map(name -> Inverse.exactly(
                        new DropIndex(new TableName(index.table().schema(), name), false, false, isConcurrent)))
                .orElseGet(() -> new Inverse.Impossible(
                        ifNotExists ? "whether the index was there before is not known" : "the index has no name"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(index.table());
    }
}
