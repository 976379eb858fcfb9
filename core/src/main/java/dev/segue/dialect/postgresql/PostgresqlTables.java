package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropTable;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameTable;
import dev.segue.operation.TableOperation;
import dev.segue.schema.Table;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what is asked for about tables is carried out. */
final class PostgresqlTables implements TableOperation.Visitor<Recipe> {

    private final PlanningContext context;

    PostgresqlTables(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateTable operation) {
        TableName name = operation.table().name();
        Optional<TrashedObject> trashed = context.trashed(TrashedObject.Kind.TABLE, name, name.name());
        boolean isFree = context.schema().table(name).isEmpty();
        if (trashed.isPresent() && isFree) {
            return restored(trashed.get());
        }
        Optional<Table.Partition> place = operation.table().partition();
        boolean isBroughtBack = place.map(part -> BroughtBack.holds(context, name, part.of()))
                .orElseGet(() -> BroughtBack.holds(context, name));
        if (isBroughtBack) {
            return Recipe.of(List.of());
        }
        if (place.isPresent() && isFree && isInUse(place.get().of())) {
            return new CreatePartitionRecipe(context, operation, place.get()).recipe();
        }
        if (operation.table().inherits().isEmpty()
                && operation.table().constraints().isEmpty()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        List<Impact.Lock> parents = operation.table().inherits().stream()
                .filter(this::isInUse)
                .map(parent -> new Impact.Lock(parent, LockLevel.SHARE_UPDATE_EXCLUSIVE))
                .toList();
        List<Impact.Lock> references = locksOfReferences(operation);
        boolean locksSeveral = !references.isEmpty() && references.size() + parents.size() > 1;
        if (locksSeveral && isFree && !operation.ifNotExists() && context.rollout() == Rollout.PHASED) {
            return new CreateTableRecipe(context, operation).recipe(parents);
        }
        List<Impact.Lock> locks = new ArrayList<>(references);
        locks.addAll(parents);
        return locks.isEmpty()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(TransactionMode.SEPARATE, new Impact(locks, Impact.Duration.MOMENT, 0, 0));
    }

    /** A table of which nothing is known may be in use. */
    private boolean isInUse(TableName table) {
        return !context.isNew(table);
    }

    private List<Impact.Lock> locksOfReferences(CreateTable operation) {
        return new CreateTableRecipe(context, operation)
                .keysToTablesInUse().stream()
                        .map(key -> LiveTable.of(context, key.referencedTable()).name())
                        .distinct()
                        .map(other -> new Impact.Lock(other, LockLevel.SHARE_ROW_EXCLUSIVE))
                        .toList();
    }

    private static Recipe restored(TrashedObject trashed) {
        List<Step> steps = new ArrayList<>();
        for (SqlStatement statement : PostgresqlTrashKeeper.statementsOf(trashed)) {
            boolean isFirst = steps.isEmpty();
            steps.add(OwnSteps.running(
                    isFirst ? Phase.EXPAND : Phase.MIGRATE,
                    isFirst
                            ? "take " + trashed.summary() + " out of the trash"
                            : "bring back what hung on " + trashed.summary(),
                    statement,
                    isFirst ? Impact.NONE : Impact.UNKNOWN));
        }
        return Recipe.of(steps);
    }

    /** Where nobody is at work, nobody needs the rows. */
    @Override
    public Recipe visit(DropTable operation) {
        if (context.rollout() == Rollout.DIRECT) {
            return Recipe.asWritten(
                    TransactionMode.SHARED, Impact.moment(operation.table(), LockLevel.ACCESS_EXCLUSIVE));
        }
        return new DropTableRecipe(context, operation).recipe();
    }

    @Override
    public Recipe visit(RenameTable operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        return renamed(table, new TableName(table.name().schema(), operation.newName()), operation.summary());
    }

    @Override
    public Recipe visit(MoveTable operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        TableName newName =
                new TableName(Optional.of(operation.newSchema()), table.name().name());
        return renamed(table, newName, operation.summary());
    }

    private Recipe renamed(LiveTable table, TableName newName, String summary) {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (context.rollout() == Rollout.DIRECT || table.known().isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, Impact.moment(table.name(), LockLevel.ACCESS_EXCLUSIVE));
        }
        return new RenamedTable(table, table.known().get(), newName).recipe(summary);
    }

    @Override
    public Recipe visit(CommentOnTable operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        return table.isNew()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(
                        TransactionMode.SEPARATE, Impact.moment(table.name(), LockLevel.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public Recipe visit(AttachPartition operation) {
        return BroughtBack.holds(context, operation.partition(), operation.table())
                ? Recipe.of(List.of())
                : new AttachPartitionRecipe(context, operation).recipe();
    }

    @Override
    public Recipe visit(DetachPartition operation) {
        return DetachPartitionRecipe.of(context, operation).recipe();
    }

    @Override
    public Recipe visit(ChangeTableSetting operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        return table.isNew()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : TableSetting.of(operation.action()).recipe(table, operation);
    }
}
