package dev.segue.operation;

import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/** Takes an index away. */
public record DropIndex(TableName index, boolean ifExists, boolean cascade, boolean isConcurrent)
        implements IndexOperation {

    private boolean isNamed(Index candidate, Schema schema) {
        return candidate
                .name()
                .filter(name -> name.isSameAs(index.name(), schema.syntax()))
                .isPresent();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop index " + index;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.tableOfIndex(index)
                .map(table -> before.with(
                        table.name(),
                        known -> known.withIndexes(known.indexes().stream()
                                .filter(other -> !isNamed(other, before))
                                .toList())))
                .orElse(before);
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.tableOfIndex(index)
                .flatMap(table -> table.indexes().stream()
                        .filter(other -> isNamed(other, before))
                        .findFirst())
                .<Inverse>map(dropped -> Inverse.exactly(new CreateIndex(dropped, false, isConcurrent, false)))
                .orElseGet(() -> new Inverse.Impossible("what index " + index + " was built on is not known"));
    }

    /** Which tables these are, only the database knows: its name stands for them. */
    @Override
    public Reach reach() {
        return Reach.writing(index);
    }
}
