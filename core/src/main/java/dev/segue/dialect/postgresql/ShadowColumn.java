package dev.segue.dialect.postgresql;

import dev.segue.operation.FillSettings;
import dev.segue.schema.Column;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.step.RowWork;
import dev.segue.step.RowWork.Assign.Steady;
import dev.segue.step.RowWork.Loss;
import dev.segue.step.StepAction;
import java.util.List;
import java.util.Optional;

/**
 * A column that is filled beside another one, kept equal to it, and takes its place in the end.
 *
 * @param copy the column as it is at first: it may be NULL, and has a default only where two evaluations of it agree
 * @param finalName what it is called in the end
 * @param conversion from the original to the copy and back
 */
record ShadowColumn(LiveTable table, Column original, Column copy, SqlName finalName, Conversion conversion) {

    SqlName name() {
        return copy.name();
    }

    boolean isRenamedInTheEnd() {
        return !finalName.equals(copy.name());
    }

    /** True where whatever is built on the column has to be made anew, because it goes by the type too. */
    boolean isRetyped() {
        return !copy.type().equals(original.type()) || !copy.collation().equals(original.collation());
    }

    /** What is assigned to fill a row. */
    private String assignment() {
        return quoted() + " = " + conversion.ofRow();
    }

    /** The rows that are still to be filled. */
    private String isBehind() {
        return Comparison.differ(copy.type(), quoted(), conversion.ofRow());
    }

    /** What fills all rows. */
    StepAction.FillRows fill() {
        return new StepAction.FillRows(
                table.name(), new RowWork.Assign(assignment(), isBehind(), loss(), steady()), FillSettings.DEFAULT);
    }

    /**
     * A row that is not behind would get the very same value again; not so where a collation may take for equal what can be
     * told apart.
     */
    private Optional<Steady> steady() {
        SteadyValue value = new SteadyValue(table, copy.name(), SqlExpression.of(conversion.ofRow()));
        return copy.collation().isPresent() ? Optional.empty() : value.assignedBy(assignment());
    }

    /** The rows whose old value does not follow from the new one; empty where that cannot be. */
    private List<Loss> loss() {
        return isRetyped()
                ? List.of(new Loss(
                        original.name().toString(),
                        Comparison.differ(
                                original.type(), original.name().quoted(SqlSyntax.POSTGRESQL), conversion.backInRow())))
                : List.of();
    }

    /** What must hold for every row {@code t} once it is filled. */
    SqlExpression agrees() {
        return SqlExpression.of(Comparison.agree(copy.type(), quoted(), conversion.ofChecked()));
    }

    PostgresqlMirror mirror() {
        return new PostgresqlMirror(this);
    }

    ColumnSequences sequences() {
        return new ColumnSequences(table, original, copy.type());
    }

    private String quoted() {
        return copy.name().quoted(SqlSyntax.POSTGRESQL);
    }
}
