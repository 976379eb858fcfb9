package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.RenameColumn;
import dev.segue.schema.Column;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
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
        return new ShadowRecipe(context, List.of(shadow)).recipe();
    }
}
