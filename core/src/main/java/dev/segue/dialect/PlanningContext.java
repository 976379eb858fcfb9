package dev.segue.dialect;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;

/**
 * What a recipe depends on besides the operation itself.
 *
 * @param schema as it is when the operation's turn comes, as far as it was looked at
 * @param revision the identifier of the revision, for names that nobody else makes
 * @param smallTableRows up to how many rows a scan or rewrite under an exclusive lock is over before anyone notices
 * @param smallTableBytes the same in bytes; both must hold
 */
public record PlanningContext(
        Schema schema, String revision, Rollout rollout, long smallTableRows, long smallTableBytes) {

    /** At 10,000 rows or 8 MiB a scan takes some ten milliseconds on the slowest disk that is still in use. */
    public static PlanningContext of(Schema schema, String revision, Rollout rollout) {
        return new PlanningContext(schema, revision, rollout, 10_000, 8L << 20);
    }

    public PlanningContext with(Schema newSchema) {
        return new PlanningContext(newSchema, revision, rollout, smallTableRows, smallTableBytes);
    }

    /** True for a table that nobody but this plan knows. */
    public boolean isNew(TableName table) {
        return schema.table(table).map(Table::size).filter(TableSize::isNew).isPresent();
    }

    /** True for a new table, and for one of which it is known that it is small. */
    public boolean isSmall(TableName table) {
        return schema.table(table)
                .map(Table::size)
                .filter(size -> size.isNew()
                        || (size.rows() >= 0 && size.rows() <= smallTableRows && size.bytes() <= smallTableBytes))
                .isPresent();
    }
}
