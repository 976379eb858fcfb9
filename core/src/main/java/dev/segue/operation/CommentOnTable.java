package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Says what a table is for.
 *
 * @param comment empty to take the comment away
 */
public record CommentOnTable(TableName table, Optional<String> comment) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "comment on table " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.with(table, commented -> commented.withComment(comment));
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .<Inverse>map(known -> Inverse.exactly(new CommentOnTable(table, known.comment())))
                .orElseGet(() -> new Inverse.Impossible("what the comment on " + table + " was is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
