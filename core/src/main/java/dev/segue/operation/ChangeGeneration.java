package dev.segue.operation;

import dev.segue.schema.Generation;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Changes how the database fills a column by itself.
 *
 * @param generation empty to leave it to the application
 * @param action as written behind the name of the column in {@code ALTER TABLE … ALTER COLUMN}
 */
public record ChangeGeneration(TableName table, SqlName column, Optional<Generation> generation, String action)
        implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "alter column " + table + "." + column + " " + action;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(
                table, known -> known.withColumn(column, before.syntax(), old -> old.withGeneration(generation)));
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("how " + table + "." + column + " was filled before is not known");
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
