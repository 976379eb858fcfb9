package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.Optional;

/** Takes a table away. Its rows wait in the trash until that is emptied. */
public record DropTable(TableName table, boolean ifExists, boolean cascade) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop table " + table;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.without(table);
    }

    @Override
    public Inverse inverse(Schema before) {
        return before.table(table)
                .<Inverse>map(dropped -> Inverse.exactly(new CreateTable(dropped, false, Optional.empty())))
                .orElseGet(() -> new Inverse.Impossible("what table " + table + " looked like is not known"));
    }

    @Override
    public Reach reach() {
        return Reach.writing(table);
    }
}
