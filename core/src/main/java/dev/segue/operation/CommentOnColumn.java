package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Says what a column is for.
 *
 * @param comment empty to take the comment away
 */
public record CommentOnColumn(TableName table, SqlName column, Optional<String> comment) implements ColumnOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "comment on column " + table + "." + column;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, known -> known.withColumn(column, before.syntax(), old -> old.withComment(comment)));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .flatMap(known -> known.column(column, before.syntax()))
                .<Inverse>map(old -> Inverse.exactly(new CommentOnColumn(table, column, old.comment())))
                .orElseGet(() ->
                        new Inverse.Impossible("what the comment on " + table + "." + column + " was is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
