package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.step.RowWork.Assign.Steady;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column of a row gets, where that follows from columns of the same row of which it is known which they are. */
record SteadyValue(LiveTable table, SqlName column, SqlExpression value) {

    private static final Pattern QUERY = Pattern.compile("\\b(SELECT|TABLE)\\b", Pattern.CASE_INSENSITIVE);

    /** @param assignment does no harm to a row that has its value already */
    Optional<Steady> assignedBy(String assignment) {
        Set<SqlName> reads = ColumnReferences.perhapsIn(value, table.name()).columns();
        boolean readsTheWholeRow = reads.contains(table.name().name());
        boolean readsOtherRows = QUERY.matcher(value.text()).find();
        return readsTheWholeRow || readsOtherRows || reads.stream().anyMatch(this::isComputed)
                ? Optional.empty()
                : Optional.of(new Steady(List.of(column), reads, wakesTriggers(assignment), assignment));
    }

    private boolean wakesTriggers(String assignment) {
        boolean hasTriggers = table.family().stream()
                .flatMap(member -> member.known().stream())
                .anyMatch(known -> !known.features().triggers().isEmpty());
        return hasTriggers && PostgresqlRowBatches.mayTouch(foreignKeyColumns(), assignment);
    }

    private List<String> foreignKeyColumns() {
        Set<SqlName> names = new HashSet<>();
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.ForeignKey key) {
                names.addAll(key.columns());
                names.addAll(key.referencedTable().equals(table.name()) ? referenced(key) : List.of());
            }
        }
        table.referrers().forEach(referrer -> names.addAll(referenced(referrer.key())));
        return names.stream().map(SqlName::text).toList();
    }

    private List<SqlName> referenced(Constraint.ForeignKey key) {
        return key.referencedColumns().isEmpty() ? table.key() : key.referencedColumns();
    }

    private boolean isComputed(SqlName read) {
        return table.column(read)
                .flatMap(Column::generation)
                .filter(Generation.Computed.class::isInstance)
                .isPresent();
    }
}
