package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.ShadowProblem;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.View;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;

/** What would not follow from a column to its shadow. */
record ShadowObstacles(PlanningContext context, ShadowColumn shadow) {

    void refuse() {
        Table table = shadow.table().known().orElseThrow();
        SqlName column = shadow.original().name();
        refuseKeyOfPartitions(table, column);
        refuseHeirs(table);
        List<String> users = new ArrayList<>();
        boolean changesType = !shadow.copy().type().equals(shadow.original().type());
        for (View view : ShadowViews.showing(shadow)) {
            if (changesType || view.isMaterialized()) {
                users.add((view.isMaterialized() ? "materialized view " : "view ") + view.name());
            }
        }
        for (TableFeatures.Trigger trigger : table.features().triggers()) {
            if (ColumnReferences.inDefinition(trigger.definition()).mention(column)
                    || trigger.columns().contains(column)) {
                users.add("trigger " + trigger.name());
            }
        }
        for (TableFeatures.Policy policy : table.features().policies()) {
            if (ColumnReferences.inDefinition(policy.definition()).mention(column)) {
                users.add("policy " + policy.name());
            }
        }
        for (Column other : table.columns()) {
            if (other.generation().orElse(null) instanceof Generation.Computed computed
                    && (other.equals(shadow.original())
                            || ColumnReferences.in(computed.expression()).mention(column))) {
                users.add("computed column " + other.name());
            }
        }
        if (!users.isEmpty()) {
            throw ShadowProblem.STILL_USED.with(
                    "column " + column + " of " + table.name() + " is used by " + String.join(", ", users)
                            + ", which would not follow to the new column",
                    "drop or change them in a revision before this one, and make them anew in one behind it");
        }
    }

    private void refuseKeyOfPartitions(Table table, SqlName column) {
        boolean decides = table.partitioning()
                .filter(key -> ColumnReferences.in(SqlExpression.of(key.substring(Math.max(0, key.indexOf('(')))))
                        .mention(column))
                .isPresent();
        if (decides || table.partition().isPresent()) {
            throw ShadowProblem.PARTITION_KEY.with(
                    decides
                            ? "column " + column + " of " + table.name() + " decides in which partition a row is"
                            : table.name() + " is a partition, whose columns are those of the whole table",
                    decides
                            ? "make a new table with the partitions that are wanted, and move the rows there; or write"
                                    + " `-- segue:verbatim` before the statement to run it as it is"
                            : "change the column in the table that it is a partition of");
        }
    }

    private void refuseHeirs(Table table) {
        boolean isFamily = !table.inherits().isEmpty()
                || context.schema().tables().stream()
                        .flatMap(other -> other.inherits().stream())
                        .anyMatch(parent -> parent.isSameAs(table.name(), SqlSyntax.POSTGRESQL));
        if (isFamily) {
            throw ShadowProblem.INHERITED.with(
                    "the columns of " + table.name() + " are shared with tables by inheritance",
                    "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody minds");
        }
    }
}
