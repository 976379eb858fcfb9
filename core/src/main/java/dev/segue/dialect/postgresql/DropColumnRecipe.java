package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.DropColumn;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Sequence;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.View;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.RowWork;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a column goes out of use: at first the new application is allowed not to name it; once the old one is gone, it stays
 * in its table under a name that nobody uses, until the trash is emptied. Its indexes and constraints go at once, because they
 * would go on to cost and to forbid.
 */
final class DropColumnRecipe {

    private static final SqlTemplate DROP_CONSTRAINT = SqlTemplate.of("""
            ALTER TABLE {table}
              DROP CONSTRAINT IF EXISTS {constraint}
            """);

    private static final SqlTemplate DROP_INDEX = SqlTemplate.of("""
            DROP INDEX IF EXISTS {index}
            """);

    private static final SqlTemplate DROP_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} DROP DEFAULT
            """);

    private static final SqlTemplate SET_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET DEFAULT {value}
            """);

    private static final SqlTemplate DROP_NOT_NULL = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} DROP NOT NULL
            """);

    private static final SqlTemplate RENAME = SqlTemplate.of("""
            ALTER TABLE {table}
              RENAME COLUMN {column} TO {new_name}
            """);

    private static final SqlTemplate RENAME_SEQUENCE = SqlTemplate.of("""
            ALTER SEQUENCE {sequence}
              RENAME TO {new_name}
            """);

    private static final SqlTemplate DROP = SqlTemplate.of("""
            ALTER TABLE {table}
              DROP COLUMN IF EXISTS {column} {behaviour}
            """);

    private final PlanningContext context;
    private final DropColumn operation;
    private final LiveTable table;

    DropColumnRecipe(PlanningContext context, DropColumn operation) {
        this.context = context;
        this.operation = operation;
        this.table = LiveTable.of(context, operation.table());
    }

    Recipe recipe() {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Optional<Column> known = table.column(operation.column());
        if (known.isEmpty()) {
            boolean isKnownToBeGone = operation.ifExists() && table.known().isPresent();
            return isKnownToBeGone
                    ? Recipe.of(List.of())
                    : Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        Column column = known.get();
        refuseWhatDepends(column);
        if (column.generation().orElse(null) instanceof Generation.Computed) {
            List<Step> steps = new ArrayList<>(keysDropped(column));
            steps.add(dropped(column));
            return Recipe.of(steps);
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        if (mustBeNamed(column)) {
            steps.add(NotNull.drop(Phase.EXPAND, table, column.name()));
            operation.back().ifPresent(value -> retreat.add(filledAgain(column, value)));
            retreat.addAll(NotNull.set(
                    Phase.EXPAND,
                    table,
                    column.name(),
                    "give these rows a value in " + column.name()
                            + " (they were written by the new application), then run it again"));
        }
        operation
                .back()
                .filter(back -> table.isPhased() && isMadeOfWhatIsThere(back))
                .ifPresent(back -> steps.add(looked(column, back)));
        steps.addAll(contract(column));
        return Recipe.of(steps, retreat);
    }

    /** A column that comes later in the revision is not filled when it would be looked at. */
    private boolean isMadeOfWhatIsThere(SqlExpression back) {
        Set<SqlName> sources = ColumnReferences.in(back).columns();
        return !sources.isEmpty()
                && sources.stream().allMatch(name -> table.column(name).isPresent());
    }

    /** The rows that are there keep their values; whether others would get the same tells what the way back is worth. */
    private Step looked(Column column, SqlExpression back) {
        String quoted = column.name().quoted(SqlSyntax.POSTGRESQL);
        RowWork.Loss loss = new RowWork.Loss(
                column.name().toString(), Comparison.differ(column.type(), quoted, "(" + back.text() + ")"));
        RowWork look = new RowWork.Look(quoted + " = " + back.text(), loss);
        return OwnSteps.fill(
                Phase.MIGRATE,
                "compare " + table.name() + "." + column.name() + " with its way back (only with --roundtrip)",
                new StepAction.FillRows(table.name(), look, FillSettings.DEFAULT),
                Impact.NONE);
    }

    private static boolean mustBeNamed(Column column) {
        return !column.isNullable()
                && column.defaultValue().isEmpty()
                && column.generation().isEmpty();
    }

    private Step filledAgain(Column column, SqlExpression value) {
        return OwnSteps.fill(
                Phase.EXPAND,
                "fill " + table.name() + "." + column.name() + " where the new application left it out",
                table.name(),
                column.name().quoted(SqlSyntax.POSTGRESQL) + " = " + value.text(),
                column.name().quoted(SqlSyntax.POSTGRESQL) + " IS NULL",
                table.batches());
    }

    /** It can be computed again, so nothing is lost with it. */
    private Step dropped(Column column) {
        return OwnSteps.separate(
                Phase.CONTRACT,
                operation.summary(),
                DROP.with("table", table.name())
                        .with("column", column.name())
                        .withSql("behaviour", operation.cascade() ? "CASCADE" : "RESTRICT"),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private List<Step> keysDropped(Column column) {
        return table.constraints().stream()
                .filter(constraint -> constraint.name().isPresent() && mentions(constraint.columns(), column.name()))
                .filter(Constraint.ForeignKey.class::isInstance)
                .map(key -> new ForeignKeyDrop(table, (Constraint.ForeignKey) key).step(Phase.CONTRACT))
                .toList();
    }

    private List<Step> contract(Column column) {
        List<Step> steps = new ArrayList<>();
        List<String> atOnce = new ArrayList<>();
        List<SqlStatement> comeBack = new ArrayList<>();
        List<SqlName> gone = new ArrayList<>();
        Remarks remarks = new Remarks(table);
        for (Constraint constraint : table.constraints()) {
            if (!mentions(constraint.columns(), column.name())
                    || constraint.name().isEmpty()) {
                continue;
            }
            SqlName name = constraint.name().get();
            gone.add(name);
            if (constraint instanceof Constraint.ForeignKey key) {
                steps.add(new ForeignKeyDrop(table, key).step(Phase.CONTRACT));
            } else {
                atOnce.add(PostgresqlTrash.sql(
                        DROP_CONSTRAINT.with("table", table.name()).with("constraint", name)));
            }
            comeBack.addAll(PostgresqlConstraints.addedAgain(table, constraint));
            comeBack.addAll(remarks.on(constraint));
        }
        for (Index index : table.indexes()) {
            boolean hasGone = index.constraint().filter(gone::contains).isPresent();
            if (hasGone || index.name().isEmpty() || !uses(index, column.name())) {
                continue;
            }
            if (table.isPartitioned()) {
                atOnce.add(PostgresqlTrash.sql(DROP_INDEX.with(
                        "index", PostgresqlIndexes.beside(table, index.name().get()))));
                comeBack.add(PostgresqlIndexes.onAllPartitions(table, index));
            } else {
                steps.add(PostgresqlIndexes.dropConcurrently(
                        Phase.CONTRACT, table, index.name().get()));
                comeBack.add(PostgresqlIndexes.concurrently(table, index));
            }
            comeBack.addAll(remarks.on(index));
        }
        steps.add(trashed(column, atOnce, comeBack));
        return steps;
    }

    private Step trashed(Column column, List<String> alsoDropped, List<SqlStatement> comeBack) {
        SqlName kept = PostgresqlTrash.freeColumnInTrash(table, column.name());
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                context.revision(),
                TrashedObject.Kind.COLUMN,
                table.name(),
                column.name(),
                table.name(),
                kept,
                remark(column));
        List<String> statements = new ArrayList<>(alsoDropped);
        List<String> back = new ArrayList<>(List.of(renamed(kept, column.name())));
        List<String> moved = new ArrayList<>();
        context.schema().sequences().stream()
                .filter(sequence ->
                        sequence.owner().filter(owner -> isOf(column, owner)).isPresent())
                .forEach(sequence -> moveAside(sequence, moved, back));
        if (column.generation().isEmpty()) {
            column.defaultValue().ifPresent(value -> {
                statements.add(onColumn(DROP_DEFAULT, column));
                back.add(PostgresqlTrash.sql(SET_DEFAULT
                        .with("table", table.name())
                        .with("column", column.name())
                        .withSql("value", value.text())));
            });
            boolean isStillRequired =
                    !column.isNullable() && column.defaultValue().isPresent();
            if (isStillRequired) {
                statements.add(onColumn(DROP_NOT_NULL, column));
            }
        }
        statements.add(renamed(column.name(), kept));
        statements.addAll(moved);
        List<SqlStatement> restoration = new ArrayList<>(List.of(PostgresqlTrash.restore(entry, back)));
        restoration.addAll(comeBack);
        return Step.separate(
                Phase.CONTRACT,
                "put column " + column.name() + " of " + table.name() + " into the trash",
                PostgresqlTrash.discard(entry, statements, restoration),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private boolean isOf(Column column, Sequence.Owner owner) {
        return context.schema().table(owner.table()).equals(table.known())
                && owner.column().isSameAs(column.name(), SqlSyntax.POSTGRESQL);
    }

    /** A column of the same name that is made later counts with a sequence of that name. */
    private void moveAside(Sequence sequence, List<String> statements, List<String> back) {
        SqlName kept = PostgresqlTrash.freeSequenceInTrash(context, sequence.name());
        TableName aside = new TableName(sequence.name().schema(), kept);
        statements.add(PostgresqlTrash.sql(
                RENAME_SEQUENCE.with("sequence", sequence.name()).with("new_name", kept)));
        back.add(PostgresqlTrash.sql(RENAME_SEQUENCE
                .with("sequence", aside)
                .with("new_name", sequence.name().name())));
    }

    private static String remark(Column column) {
        return column.isNullable() || column.generation().isPresent()
                ? ""
                : "column " + column.name() + " was NOT NULL: set it again once every row has a value";
    }

    private String renamed(SqlName from, SqlName to) {
        return PostgresqlTrash.sql(
                RENAME.with("table", table.name()).with("column", from).with("new_name", to));
    }

    private String onColumn(SqlTemplate template, Column column) {
        return PostgresqlTrash.sql(template.with("table", table.name()).with("column", column.name()));
    }

    private static boolean mentions(List<SqlName> columns, SqlName wanted) {
        return columns.stream().anyMatch(column -> column.isSameAs(wanted, SqlSyntax.POSTGRESQL));
    }

    private static boolean uses(Index index, SqlName column) {
        boolean isKey = index.parts().stream()
                .anyMatch(part -> part.column()
                                .filter(name -> name.isSameAs(column, SqlSyntax.POSTGRESQL))
                                .isPresent()
                        || part.expression()
                                .filter(expression ->
                                        ColumnReferences.in(expression).mention(column))
                                .isPresent());
        return isKey
                || mentions(index.include(), column)
                || index.predicate()
                        .filter(predicate -> ColumnReferences.in(predicate).mention(column))
                        .isPresent();
    }

    private void refuseWhatDepends(Column column) {
        List<String> views = context.schema().views().stream()
                .filter(view -> shows(view, column.name()))
                .map(view -> view.name().toString())
                .toList();
        if (!views.isEmpty()) {
            throw RecipeProblem.VIEW_DEPENDS.with(
                    "column " + column.name() + " of " + table.name() + " is used by "
                            + (views.size() == 1 ? "view " : "views ") + String.join(", ", views),
                    "drop or change " + (views.size() == 1 ? "this view" : "these views") + " before the column");
        }
        List<String> others = othersWith(column.name());
        if (!others.isEmpty()) {
            throw RecipeProblem.COLUMN_IN_USE.with(
                    "column " + column.name() + " of " + table.name() + " is used by " + String.join(", ", others),
                    "drop or change them before the column");
        }
        boolean isKey = mentions(table.key(), column.name());
        if (isKey && table.isPhased()) {
            throw RecipeProblem.IN_PRIMARY_KEY.with(
                    "column " + column.name() + " is part of the primary key of " + table.name()
                            + ", so that no application can leave it out",
                    "drop the primary key, or give the table another one, before the column");
        }
        List<String> referrers = table.referrers().stream()
                .filter(referrer -> mentions(referrer.key().referencedColumns(), column.name()))
                .map(referrer -> referrer.key().name().map(SqlName::toString).orElse("a foreign key") + " of "
                        + referrer.table().name())
                .toList();
        if (!referrers.isEmpty()) {
            throw RecipeProblem.REFERENCED.with(
                    "column " + column.name() + " of " + table.name() + " is referred to by "
                            + String.join(", ", referrers),
                    "drop these foreign keys before the column");
        }
    }

    private boolean shows(View view, SqlName column) {
        return view.uses().stream()
                .anyMatch(use -> use.column()
                                .filter(used -> used.isSameAs(column, SqlSyntax.POSTGRESQL))
                                .isPresent()
                        && context.schema().table(use.relation()).equals(table.known()));
    }

    private List<String> othersWith(SqlName column) {
        List<String> others = new ArrayList<>();
        table.known().ifPresent(known -> {
            for (TableFeatures.Trigger trigger : known.features().triggers()) {
                if (mentions(trigger.columns(), column)) {
                    others.add("trigger " + trigger.name());
                }
            }
            for (TableFeatures.Policy policy : known.features().policies()) {
                if (ColumnReferences.inDefinition(policy.definition()).mention(column)) {
                    others.add("policy " + policy.name());
                }
            }
            for (Column other : known.columns()) {
                if (other.generation().orElse(null) instanceof Generation.Computed computed
                        && ColumnReferences.in(computed.expression()).mention(column)
                        && !other.name().isSameAs(column, SqlSyntax.POSTGRESQL)) {
                    others.add("computed column " + other.name());
                }
            }
        });
        return others;
    }
}
