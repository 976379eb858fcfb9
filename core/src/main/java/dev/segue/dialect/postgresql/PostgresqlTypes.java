package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.DropType;
import dev.segue.operation.Phase;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.RenameEnumValue;
import dev.segue.operation.RenameType;
import dev.segue.operation.TypeOperation;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionMode;
import java.util.List;

/** How what is asked for about types of the user is carried out. */
final class PostgresqlTypes implements TypeOperation.Visitor<Recipe> {

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DROP TYPE {if_exists}{type} {behaviour}
            """);

    private final PlanningContext context;

    PostgresqlTypes(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateEnum operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
    }

    /** Until then the columns are there that the old application uses. */
    @Override
    public Recipe visit(DropType operation) {
        if (context.rollout() == Rollout.DIRECT) {
            return Recipe.asWritten(TransactionMode.SEPARATE, Impact.NONE);
        }
        return Recipe.of(List.of(OwnSteps.separate(
                Phase.CONTRACT,
                operation.summary(),
                DROP.withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                        .with("type", operation.type())
                        .withSql("behaviour", operation.cascade() ? "CASCADE" : "RESTRICT"),
                Impact.NONE)));
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
