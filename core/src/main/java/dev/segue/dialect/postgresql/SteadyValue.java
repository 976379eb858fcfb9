package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.step.RowWork.Assign.Steady;
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
                : Optional.of(new Steady(List.of(column), reads, assignment));
    }

    private boolean isComputed(SqlName read) {
        return table.column(read)
                .flatMap(Column::generation)
                .filter(Generation.Computed.class::isInstance)
                .isPresent();
    }
}
