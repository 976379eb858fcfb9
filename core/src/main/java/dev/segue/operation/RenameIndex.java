package dev.segue.operation;

import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/** Gives an index another name. */
public record RenameIndex(TableName index, SqlName newName, boolean ifExists) implements IndexOperation {

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
        return "rename index " + index + " to " + newName;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.tableOfIndex(index)
                .map(table -> before.with(
                        table.name(),
                        known -> known.withIndexes(known.indexes().stream()
                                .map(other -> isNamed(other, before) ? other.named(newName) : other)
                                .toList())))
                .orElse(before);
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new RenameIndex(new TableName(index.schema(), newName), index.name(), ifExists));
    }

    /** Which tables these are, only the database knows: its name stands for them. */
    @Override
    public Reach reach() {
        return Reach.writing(index);
    }
}
