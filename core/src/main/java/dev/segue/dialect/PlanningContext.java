package dev.segue.dialect;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.StandIn;
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
 * @param underWay what the revision has begun and not brought to its end
 */
public record PlanningContext(
        Schema schema,
        String revision,
        Rollout rollout,
        long smallTableRows,
        long smallTableBytes,
        int databaseVersion,
        List<TrashedObject> trash,
        UnderWay underWay) {

    public PlanningContext {
        trash = List.copyOf(trash);
    }

    public PlanningContext(Schema schema, String revision, Rollout rollout, long smallTableRows, long smallTableBytes) {
        this(schema, revision, rollout, smallTableRows, smallTableBytes, 0, List.of(), UnderWay.NOTHING);
    }

    /** At 10,000 rows or 8 MiB a scan takes some ten milliseconds on the slowest disk that is still in use. */
    public static PlanningContext of(Schema schema, String revision, Rollout rollout) {
        return new PlanningContext(schema, revision, rollout, 10_000, 8L << 20);
    }

    public PlanningContext with(Schema newSchema) {
        return new PlanningContext(
                newSchema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, trash, underWay);
    }

    public PlanningContext withDatabaseVersion(int majorVersion) {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, majorVersion, trash, underWay);
    }

    public PlanningContext withTrash(List<TrashedObject> dropped) {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, dropped, underWay);
    }

    /** With these besides those that are known. */
    public PlanningContext withStandIns(List<StandIn> more) {
        return with(underWay.withStandIns(more));
    }

    public PlanningContext withoutStandIns() {
        return with(underWay.withoutStandIns());
    }

    public PlanningContext withHandover(Handover handover) {
        return with(underWay.with(handover));
    }

    public PlanningContext without(Handover done) {
        return with(underWay.without(done));
    }

    /** @param partition with its place */
    public PlanningContext withLeaving(Table partition) {
        return with(underWay.withLeaving(partition));
    }

    /** The same, with nothing else under way. */
    public PlanningContext withOnlyLeaving(Table partition) {
        return with(UnderWay.NOTHING.withLeaving(partition));
    }

    private PlanningContext with(UnderWay changed) {
        return new PlanningContext(
                schema, revision, rollout, smallTableRows, smallTableBytes, databaseVersion, trash, changed);
    }

    /** What was put off until it is said how the column is filled. */
    public Optional<Handover> handover(TableName table, SqlName column) {
        return underWay.handovers().stream()
                .filter(handover ->
                        schema.qualified(handover.table()).isSameAs(schema.qualified(table), schema.syntax())
                                && handover.column().name().isSameAs(column, schema.syntax()))
                .findFirst();
    }

    /** True where another column has its values until the contract phase. */
    public boolean standsIn(TableName table, SqlName column) {
        TableName wanted = schema.table(table).map(Table::name).orElse(table);
        return underWay.standIns().stream()
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
