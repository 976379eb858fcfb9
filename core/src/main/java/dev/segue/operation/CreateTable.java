package dev.segue.operation;

import dev.segue.schema.Constraint;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a table, with the columns, constraints and everything else that the value holds.
 *
 * @param ifNotExists a table of this name that is there already is left alone
 * @param written the statement it was read from, which says everything, also what the value leaves out
 */
public record CreateTable(Table table, boolean ifNotExists, Optional<SqlStatement> written) implements TableOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create table " + table.name();
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.table(table.name()).isPresent() ? before : before.plus(asKept());
    }

    private Table asKept() {
        return table.withSize(TableSize.NEW)
                .withColumns(table.columns().stream()
                        .map(column -> column.asKeptIn(table.name()))
                        .toList());
    }

    @Override
    public Inverse inverse(Schema before) {
        return ifNotExists
                ? new Inverse.Impossible("whether table " + table.name() + " was there before is not known")
                : Inverse.exactly(new DropTable(table.name(), false, false));
    }

    @Override
    public Reach reach() {
        Set<TableName> reads = new LinkedHashSet<>(table.inherits());
        table.partition().ifPresent(partition -> reads.add(partition.of()));
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.ForeignKey foreignKey) {
                reads.add(foreignKey.referencedTable());
            }
        }
        return new Reach(reads, Set.of(table.name()));
    }
}
