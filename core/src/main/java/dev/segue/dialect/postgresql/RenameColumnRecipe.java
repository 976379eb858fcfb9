package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameColumn;
import dev.segue.schema.Column;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.Optional;

/** How a column gets another name: where an application uses the old one, both are there for a while. */
record RenameColumnRecipe(PlanningContext context, RenameColumn operation) {

    Recipe recipe() {
        LiveTable table = LiveTable.of(context, operation.table());
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Optional<Column> known = table.column(operation.column());
        if (!table.isPhased() || known.isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        Column original = known.get();
        Column copy = original.named(operation.newName())
                .withNullable(true)
                .withGeneration(Optional.empty())
                .withDefault(original.defaultValue().filter(Volatility::isSteady));
        ShadowColumn shadow = new ShadowColumn(
                table, original, copy, operation.newName(), Conversion.none(original.name(), operation.newName()));
        Recipe recipe = new ShadowRecipe(context, List.of(shadow)).recipe();
        return context.trashed(TrashedObject.Kind.COLUMN, operation.table(), operation.newName())
                .map(trashed -> recipe.then(withoutTrash(table, trashed)))
                .orElse(recipe);
    }

    /** On the way back, the column that waits in the trash has its name and its values again, and newer ones. */
    private static Recipe withoutTrash(LiveTable table, TrashedObject trashed) {
        return Recipe.of(List.of(Step.separate(
                Phase.CONTRACT,
                "delete " + trashed.summary() + " from the trash, since it is back",
                new PostgresqlTrashKeeper().disposal(trashed),
                table.moment(LockLevel.ACCESS_EXCLUSIVE))));
    }
}
