package dev.segue.dialect.postgresql;

import dev.segue.schema.Column;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
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
    String assignment() {
        return quoted() + " = " + conversion.ofRow();
    }

    /** The rows that are still to be filled. */
    String isBehind() {
        return Comparison.differ(copy.type(), quoted(), conversion.ofRow());
    }

    /** The rows whose old value does not follow from the new one; empty where that cannot be. */
    Optional<String> loss() {
        return isRetyped()
                ? Optional.of(Comparison.differ(
                        original.type(), original.name().quoted(SqlSyntax.POSTGRESQL), conversion.backInRow()))
                : Optional.empty();
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
