package dev.segue.dialect.postgresql;

import dev.segue.dialect.Handover;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How what is asked for about columns is carried out. */
final class PostgresqlColumns implements ColumnOperation.Visitor<Recipe> {

    private static final SqlTemplate DROP_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {only}{table}
              ALTER COLUMN {column} DROP DEFAULT
            """);

    private static final SqlTemplate CHANGE_GENERATION = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} {action}
            """);

    private final PlanningContext context;

    PostgresqlColumns(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(AddColumn operation) {
        return new AddColumnRecipe(context, operation).recipe();
    }

    /** Where nobody is at work, nobody needs the values. */
    @Override
    public Recipe visit(DropColumn operation) {
        if (context.rollout() == Rollout.DIRECT) {
            return Recipe.asWritten(
                    TransactionMode.SHARED, Impact.moment(operation.table(), LockLevel.ACCESS_EXCLUSIVE));
        }
        return new DropColumnRecipe(context, operation).recipe();
    }

    @Override
    public Recipe visit(RenameColumn operation) {
        return new RenameColumnRecipe(context, operation).recipe();
    }

    @Override
    public Recipe visit(ChangeColumnType operation) {
        return new ChangeColumnTypeRecipe(context, operation).recipe();
    }

    /** Only when the old application is gone, which may write NULL as long as it is there. */
    @Override
    public Recipe visit(SetNotNull operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        SqlName column = operation.column();
        boolean isRequired =
                table.column(column).filter(known -> !known.isNullable()).isPresent();
        if (table.isNew() || isRequired) {
            return momentAsWritten(table);
        }
        Phase phase = table.isPhased() ? Phase.CONTRACT : Phase.MIGRATE;
        List<Step> steps = new ArrayList<>();
        operation.fill().ifPresent(value -> {
            String assignment = column.quoted(SqlSyntax.POSTGRESQL) + " = " + value.text();
            String guard = column.quoted(SqlSyntax.POSTGRESQL) + " IS NULL";
            String summary = "fill " + table.name() + "." + column + " where it is NULL";
            steps.add(OwnSteps.fill(Phase.MIGRATE, summary, table.name(), assignment, guard, table.batches()));
            if (table.isPhased()) {
                steps.add(OwnSteps.fill(
                        phase,
                        summary + ", for what the old application wrote since",
                        table.name(),
                        assignment,
                        guard,
                        table.batches()));
            }
        });
        steps.addAll(NotNull.set(
                phase,
                table,
                column,
                operation.fill().isPresent()
                        ? "give these rows a value in " + column + ", then run it again"
                        : "give these rows a value, or write `-- segue:value EXPRESSION` before the statement of a revision"
                                + " that was not begun yet, then run it again"));
        return Recipe.of(steps, NotNull.retreat(table, column));
    }

    @Override
    public Recipe visit(DropNotNull operation) {
        return momentAsWritten(LiveTable.of(context, operation.table()));
    }

    @Override
    public Recipe visit(SetDefault operation) {
        return context.handover(operation.table(), operation.column())
                .map(handover -> new HandoverRecipe(context, handover).to(operation))
                .orElseGet(() -> momentAsWritten(LiveTable.of(context, operation.table())));
    }

    /** The old application may rely on it as long as it is there. */
    @Override
    public Recipe visit(DropDefault operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        boolean hasNone = table.column(operation.column())
                .filter(column -> column.defaultValue().isEmpty())
                .isPresent();
        if (table.isNew() || !table.isPhased() || hasNone) {
            return momentAsWritten(table);
        }
        return Recipe.of(List.of(OwnSteps.separate(
                Phase.CONTRACT,
                operation.summary(),
                DROP_DEFAULT
                        .withSql("only", operation.isOnly() ? "ONLY " : "")
                        .with("table", table.name())
                        .with("column", operation.column()),
                table.moment(LockLevel.ACCESS_EXCLUSIVE))));
    }

    @Override
    public Recipe visit(CommentOnColumn operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        return table.isNew()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(
                        TransactionMode.SEPARATE, Impact.moment(table.name(), LockLevel.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public Recipe visit(ChangeGeneration operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Optional<Handover> handover = context.handover(operation.table(), operation.column());
        if (handover.isPresent()) {
            return new HandoverRecipe(context, handover.get()).to(operation);
        }
        String action = operation.action().strip().toUpperCase(Locale.ROOT);
        Optional<Generation> before = table.column(operation.column()).flatMap(Column::generation);
        boolean isStored = before.filter(generation -> generation instanceof Generation.Computed)
                .map(generation -> ((Generation.Computed) generation).isStored())
                .orElse(true);
        if (action.startsWith("SET EXPRESSION") && isStored) {
            return rewriting(operation, table);
        }
        Optional<ChangeGeneration> lenient =
                table.isPhased() && action.startsWith("ADD") ? AlwaysCounted.leniently(operation) : Optional.empty();
        if (lenient.isPresent()) {
            return AlwaysCounted.added(table, lenient.get());
        }
        boolean isRelyedOn =
                table.isPhased() && (action.startsWith("DROP") || action.startsWith("SET GENERATED ALWAYS"));
        return isRelyedOn
                ? Recipe.of(List.of(OwnSteps.separate(
                        Phase.CONTRACT,
                        operation.summary(),
                        CHANGE_GENERATION
                                .with("table", table.name())
                                .with("column", operation.column())
                                .withSql("action", operation.action()),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE))))
                : momentAsWritten(table);
    }

    private static Recipe rewriting(ChangeGeneration operation, LiveTable table) {
        if (table.isSmall()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.rewrite(LockLevel.ACCESS_EXCLUSIVE));
        }
        throw RecipeProblem.REWRITES_UNDER_LOCK.with(
                "another expression for the stored column " + operation.column() + " writes every row of "
                        + table.name() + " while nobody can use it",
                "add another column and move over to it, or write `-- segue:verbatim` before the statement to run it as"
                        + " it is");
    }

    private static Recipe momentAsWritten(LiveTable table) {
        return table.isNew()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }
}
