package dev.segue.dialect;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.StandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a recipe depends on besides the operation itself.
 *
 * @param schema as it is when the operation's turn comes, as far as it was looked at
 * @param revision the identifier of the revision, for names that nobody else makes
 * @param smallTableRows up to how many rows a scan or rewrite under an exclusive lock is over before anyone notices
 * @param smallTableBytes the same in bytes; both must hold
 * @param databaseVersion the major version of the server; 0 where it is not known, so that only what all versions can do
 *     is used
 * @param trash what the revision dropped that is being undone, to be brought back instead of being made anew; empty on
 *     the way up
 * @param standIns columns of the revision that get their names in its contract phase
 */
public record PlanningContext(
        Schema schema,
        String revision,
        Rollout rollout,
        long smallTableRows,
        long smallTableBytes,
        int databaseVersion,
        List<TrashedObject> trash,
        List<StandIn> standIns) {

    public PlanningContext {
        trash = List.copyOf(trash);
        standIns = List.copyOf(standIns);
    }

    public PlanningContext(Schema schema, String revision, Rollout rollout, long smallTableRows, long smallTableBytes) {
        this(schema, revision, rollout, smallTableRows, smallTableBytes, 0, List.of(), List.of());
    }

    /** At 10,000 rows or 8 MiB a scan takes some ten milliseconds on the slowest disk that is still in use. */
    public static PlanningContext of(Schema schema, String revision, Rollout rollout) {
        return new PlanningContext(schema, revision, rollout, 10_000, 8L << 20);
    }

    public PlanningContext with(Schema newSchema) {
        return new PlanningContext(
                newSchema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, trash, standIns);
    }

    public PlanningContext withDatabaseVersion(int majorVersion) {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, majorVersion, trash, standIns);
    }

    public PlanningContext withTrash(List<TrashedObject> dropped) {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, dropped, standIns);
    }

    /** With these besides those that are known. */
    public PlanningContext withStandIns(List<StandIn> more) {
        List<StandIn> all = new ArrayList<>(standIns);
        all.addAll(more);
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, trash, all);
    }

    public PlanningContext withoutStandIns() {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, trash, List.of());
    }

    /** True where another column has its values until the contract phase. */
    public boolean standsIn(TableName table, SqlName column) {
        TableName wanted = schema.table(table).map(Table::name).orElse(table);
        return standIns.stream()
                .anyMatch(standIn -> standIn.table().isSameAs(wanted, schema.syntax())
                        && standIn.column().isSameAs(column, schema.syntax()));
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

    /** What the trash holds of this kind and name; the latest, where it holds several. */
    public Optional<TrashedObject> trashed(TrashedObject.Kind kind, TableName table, SqlName name) {
        if (trash.isEmpty()) {
            return Optional.empty();
        }
        TableName wanted = schema.table(table).map(Table::name).orElse(schema.qualified(table));
        return trash.stream()
                .filter(object -> object.kind() == kind
                        && object.table().isSameAs(wanted, schema.syntax())
                        && object.name().isSameAs(name, schema.syntax()))
                .reduce((earlier, later) -> later);
    }
}
