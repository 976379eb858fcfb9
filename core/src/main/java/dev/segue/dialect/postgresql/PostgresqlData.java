package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Backfill;
import dev.segue.operation.DataOperation;
import dev.segue.operation.DeleteRows;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.InsertRows;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.stream.Collectors;

/** How what is asked for about rows is carried out. */
final class PostgresqlData implements DataOperation.Visitor<Recipe> {

    private final PlanningContext context;

    PostgresqlData(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(ExecuteSql operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(RunCode operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(Backfill operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        String assignments = operation.values().entrySet().stream()
                .map(value -> value.getKey().quoted(SqlSyntax.POSTGRESQL) + " = "
                        + value.getValue().text())
                .collect(Collectors.joining(", "));
        String guard = operation.where().map(SqlExpression::text).orElse("TRUE");
        return Recipe.of(List.of(
                OwnSteps.fill(Phase.MIGRATE, operation.summary(), table.name(), assignments, guard, table.batches())));
    }

    @Override
    public Recipe visit(InsertRows operation) {
        return written(operation.table());
    }

    @Override
    public Recipe visit(DeleteRows operation) {
        return written(operation.rows().table());
    }

    /** Only rows are locked. */
    private Recipe written(TableName table) {
        return context.isNew(table)
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(
                        TransactionMode.SHARED,
                        Impact.moment(LiveTable.of(context, table).name(), LockLevel.ROW_EXCLUSIVE));
    }
}
