package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.DropType;
import dev.segue.operation.Phase;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.RenameEnumValue;
import dev.segue.operation.RenameType;
import dev.segue.operation.TypeOperation;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.Optional;

/** How what is asked for about types of the user is carried out. */
final class PostgresqlTypes implements TypeOperation.Visitor<Recipe> {

    private final PlanningContext context;

    PostgresqlTypes(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateEnum operation) {
        TableName name = context.schema().qualified(operation.type().name());
        Optional<TrashedObject> trashed = context.trashed(TrashedObject.Kind.TYPE, name, name.name());
        if (trashed.isPresent()) {
            return Recipe.of(List.of(Step.separate(
                    Phase.EXPAND,
                    "take " + trashed.get().summary() + " out of the trash",
                    PostgresqlTrashKeeper.statementsOf(trashed.get()).get(0),
                    Impact.NONE)));
        }
        return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
    }

    /**
     * Until the contraction the columns are there that the old application uses, or those that another one stands in for.
     * Where nobody waits, columns of the type may be in the trash all the same, since large tables get others beside them.
     */
    @Override
    public Recipe visit(DropType operation) {
        DroppedType dropped = new DroppedType(context, operation);
        boolean isAtOnce = context.rollout() == Rollout.DIRECT
                && context.underWay().standIns().isEmpty();
        return Recipe.of(List.of(isAtOnce ? dropped.atOnce() : dropped.inTheEnd()));
    }

    @Override
    public Recipe visit(RenameType operation) {
        return Recipe.asWritten(TransactionMode.SEPARATE, Impact.NONE);
    }

    /** Apart from all else, because the value cannot be used in the transaction that adds it. */
    @Override
    public Recipe visit(AddEnumValue operation) {
        return Recipe.asWritten(TransactionMode.SEPARATE, Impact.NONE);
    }

    @Override
    public Recipe visit(RenameEnumValue operation) {
        return Recipe.asWritten(TransactionMode.SEPARATE, Impact.NONE);
    }

    @Override
    public Recipe visit(RemoveEnumValue operation) {
        return new RemoveEnumValueRecipe(context, operation).recipe();
    }
}
