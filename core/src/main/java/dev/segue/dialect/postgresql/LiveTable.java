package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as a plan sees it: what is known of it, and whom a lock on it would keep waiting. A table of which nothing is
 * known counts as a large one in use.
 *
 * @param name with its schema, where that is known
 */
record LiveTable(TableName name, Optional<Table> known, PlanningContext context) {

    static LiveTable of(PlanningContext context, TableName written) {
        Optional<Table> known = context.schema().table(written);
        TableName name = known.map(Table::name)
                .map(found ->
                        found.schema().isPresent() ? found : context.schema().qualified(found))
                .orElse(written);
        return new LiveTable(name, known, context);
    }

    private Schema schema() {
        return context.schema();
    }

    boolean isNew() {
        return context.isNew(name);
    }

    boolean isSmall() {
        return partitions().isEmpty()
                ? context.isSmall(name)
                : leaves().stream().allMatch(LiveTable::isSmallLeaf);
    }

    private boolean isSmallLeaf() {
        return context.isSmall(name);
    }

    boolean isPhased() {
        return context.rollout() == Rollout.PHASED;
    }

    boolean isPartitioned() {
        return known.filter(Table::isPartitioned).isPresent();
    }

    Optional<Column> column(SqlName column) {
        return known.flatMap(table -> table.column(column, SqlSyntax.POSTGRESQL));
    }

    /** Also true where nothing is known of the column: to make sure of it twice does no harm. */
    boolean isNullable(SqlName column) {
        return column(column).map(Column::isNullable).orElse(true);
    }

    Optional<Constraint> constraint(SqlName constraint) {
        return known.flatMap(table -> table.constraint(constraint, SqlSyntax.POSTGRESQL));
    }

    List<Constraint> constraints() {
        return known.map(Table::constraints).orElse(List.of());
    }

    List<Index> indexes() {
        return known.map(Table::indexes).orElse(List.of());
    }

    Optional<Index> index(SqlName index) {
        return indexes().stream()
                .filter(other -> other.name()
                        .filter(name -> name.isSameAs(index, SqlSyntax.POSTGRESQL))
                        .isPresent())
                .findFirst();
    }

    /** The columns that tell its rows apart; empty where none are known to. */
    List<SqlName> key() {
        return known.flatMap(Table::primaryKey)
                .map(Constraint.PrimaryKey::columns)
                .orElse(List.of());
    }

    /** The direct partitions. */
    List<LiveTable> partitions() {
        List<LiveTable> partitions = new ArrayList<>();
        for (Table table : schema().tables()) {
            Optional<TableName> parent = table.partition().map(Table.Partition::of);
            if (parent.filter(of -> known.equals(schema().table(of)) && known.isPresent())
                    .isPresent()) {
                partitions.add(of(context, table.name()));
            }
        }
        return partitions;
    }

    /** The partitions that hold rows, however deep they are; it itself where it has none. */
    List<LiveTable> leaves() {
        return isPartitioned()
                ? partitions().stream()
                        .flatMap(partition -> partition.leaves().stream())
                        .toList()
                : List.of(this);
    }

    /** It and all partitions below it, which most changes lock as well. */
    List<LiveTable> family() {
        List<LiveTable> family = new ArrayList<>(List.of(this));
        partitions().forEach(partition -> family.addAll(partition.family()));
        return family;
    }

    /** Other tables with foreign keys to this one, a pair for each key. */
    List<Referrer> referrers() {
        List<Referrer> referrers = new ArrayList<>();
        for (Table table : schema().tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key
                        && known.isPresent()
                        && known.equals(schema().table(key.referencedTable()))
                        && !known.get().equals(table)) {
                    referrers.add(new Referrer(of(context, table.name()), key));
                }
            }
        }
        return referrers;
    }

    /** A foreign key of another table. */
    record Referrer(LiveTable table, Constraint.ForeignKey key) {}

    List<Impact.Lock> locks(LockLevel level) {
        return family().stream()
                .map(member -> new Impact.Lock(member.name(), level))
                .toList();
    }

    /** The catalog is changed, and no row is looked at. */
    Impact moment(LockLevel level) {
        return new Impact(locks(level), Impact.Duration.MOMENT, 0, 0);
    }

    /** Every row is read. */
    Impact scan(LockLevel level) {
        return sized(locks(level), Impact.Duration.SCAN);
    }

    /** Every row is written. */
    Impact rewrite(LockLevel level) {
        return sized(locks(level), Impact.Duration.REWRITE);
    }

    Impact batches() {
        return sized(locks(LockLevel.ROW_EXCLUSIVE), Impact.Duration.BATCHES);
    }

    /** With locks on other tables too. */
    Impact sized(List<Impact.Lock> locks, Impact.Duration duration) {
        long rows = 0;
        long bytes = 0;
        for (LiveTable leaf : leaves()) {
            TableSize size = leaf.known.map(Table::size).orElse(TableSize.UNKNOWN);
            boolean isUnknown = rows < 0 || size.rows() < 0 || size.bytes() == Long.MAX_VALUE;
            rows = isUnknown ? -1 : rows + size.rows();
            bytes = isUnknown ? -1 : bytes + size.bytes();
        }
        return new Impact(locks, duration, rows, bytes);
    }
}
