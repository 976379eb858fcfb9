package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.ddl.DividingProblem;
import dev.segue.ddl.DrivenStatementReader;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Backfill;
import dev.segue.operation.BackfillCode;
import dev.segue.operation.BackfillRows;
import dev.segue.operation.DataOperation;
import dev.segue.operation.DeleteRows;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Verify;
import dev.segue.operation.InsertRows;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.problem.SegueException;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How what is asked for about rows is carried out. */
final class PostgresqlData implements DataOperation.Visitor<Recipe> {

    /** The columns of the driving table that are written. */
    private static final RowWork.Visitor<List<SqlName>> CHANGED = new RowWork.Visitor<>() {
        @Override
        public List<SqlName> visit(RowWork.Assign work) {
            return List.of();
        }

        @Override
        public List<SqlName> visit(RowWork.Look work) {
            return List.of();
        }

        @Override
        public List<SqlName> visit(RowWork.UserStatement work) {
            return work.statement().changed();
        }

        @Override
        public List<SqlName> visit(RowWork.RowFunction work) {
            return work.written();
        }
    };

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

    /** As if somebody had written the statement: what mirrors columns must see what it writes. */
    @Override
    public Recipe visit(Backfill operation) {
        SqlStatement update = DdlWriter.write(operation).get(0);
        DrivenStatement driven = DrivenStatementReader.read(update, Optional.empty());
        return inBatches(
                operation.summary(), operation.table(), new RowWork.UserStatement(driven), FillSettings.DEFAULT);
    }

    @Override
    public Recipe visit(BackfillRows operation) {
        DrivenStatement statement = operation.statement();
        return context.isNew(statement.table())
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : inBatches(
                        operation.summary(),
                        statement.table(),
                        new RowWork.UserStatement(statement),
                        operation.settings());
    }

    @Override
    public Recipe visit(BackfillCode operation) {
        String guard = operation.where().map(SqlExpression::text).orElse("TRUE");
        return inBatches(
                operation.summary(),
                operation.table(),
                new RowWork.RowFunction(
                        operation.read(), operation.written(), guard, operation.summary(), operation.code()),
                operation.settings());
    }

    private Recipe inBatches(String summary, TableName written, RowWork work, FillSettings settings) {
        LiveTable table = LiveTable.of(context, written);
        work.accept(CHANGED).stream().filter(table.key()::contains).findFirst().ifPresent(column -> {
            throw DividingProblem.CHANGES_KEY.with(
                    "\"" + summary + "\" changes " + column + ", which " + table.name() + " is gone through by",
                    "fill another column, or run the statement as a whole, without segue:backfill");
        });
        StepAction.FillRows fill = new StepAction.FillRows(table.name(), work, settings);
        settings.verify()
                .filter(verify -> verify != Verify.OFF)
                .filter(verify -> PostgresqlRowCheck.of(fill).isEmpty())
                .ifPresent(verify -> {
                    throw cannotBeVerified(summary, work, verify);
                });
        return Recipe.of(List.of(OwnSteps.fill(Phase.MIGRATE, summary, fill, table.batches())));
    }

    private static SegueException cannotBeVerified(String summary, RowWork work, Verify verify) {
        boolean isInsert =
                work instanceof RowWork.UserStatement user && user.statement().verb() == DrivenStatement.Verb.INSERT;
        String why = isInsert
                ? "rows that an INSERT adds are not looked at again"
                : switch (verify) {
                    case VALUE ->
                        "only an UPDATE that gives each column an expression of its own can be compared with it";
                    case GUARD -> "it has no WHERE that could tell which rows are left";
                    case OFF -> "nothing is asked for";
                };
        return DividingProblem.CANNOT_BE_VERIFIED.with(
                "verify=" + verify.name().toLowerCase(Locale.ROOT) + " is not possible for \"" + summary + "\": " + why,
                isInsert
                        ? "leave verify out, and compare the tables after it"
                        : "leave verify out, or write the statement so that it can be verified");
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
