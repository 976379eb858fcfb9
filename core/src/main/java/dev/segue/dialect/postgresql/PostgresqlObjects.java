package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.AddDomainRule;
import dev.segue.operation.CarriedSql;
import dev.segue.operation.ChangeSequence;
import dev.segue.operation.CreateDomain;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateView;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropView;
import dev.segue.operation.ObjectOperation;
import dev.segue.operation.Phase;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;

/** How what is asked for about views, sequences and what is carried as SQL is carried out. */
final class PostgresqlObjects implements ObjectOperation.Visitor<Recipe> {

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DROP {kind} {if_exists}{name} {behaviour}
            """);

    private final PlanningContext context;

    PostgresqlObjects(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateView operation) {
        Recipe recipe = operation.orReplace()
                ? Recipe.asWritten(
                        TransactionMode.SEPARATE, Impact.moment(operation.view(), LockLevel.ACCESS_EXCLUSIVE))
                : Recipe.asWritten(TransactionMode.SHARED, operation.isMaterialized() ? Impact.UNKNOWN : Impact.NONE);
        return withRemarks(recipe, operation, TrashedObject.Kind.VIEW, operation.view());
    }

    @Override
    public Recipe visit(DropView operation) {
        String kind = operation.isMaterialized() ? "MATERIALIZED VIEW" : "VIEW";
        DroppedRelation dropped =
                new DroppedRelation(context, TrashedObject.Kind.VIEW, operation.isMaterialized(), operation.view());
        return dropped(operation, kind, dropped, operation.ifExists(), operation.cascade());
    }

    @Override
    public Recipe visit(CreateSequence operation) {
        Recipe recipe = Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        return withRemarks(recipe, operation, TrashedObject.Kind.SEQUENCE, operation.sequence());
    }

    /** Made in the words of the downgrade, with what these do not say. */
    private Recipe withRemarks(Recipe recipe, ObjectOperation operation, TrashedObject.Kind kind, TableName name) {
        return context.trashed(kind, name, name.name())
                .map(trashed -> {
                    List<Step> steps = new ArrayList<>(
                            OwnSteps.written(operation, recipe.asWritten().orElseThrow()));
                    steps.addAll(
                            Remarks.repeated(Phase.EXPAND, trashed, Impact.moment(name, LockLevel.ACCESS_EXCLUSIVE)));
                    return Recipe.of(steps);
                })
                .orElse(recipe);
    }

    @Override
    public Recipe visit(ChangeSequence operation) {
        return Recipe.asWritten(
                TransactionMode.SEPARATE, Impact.moment(operation.sequence(), LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Recipe visit(DropSequence operation) {
        DroppedRelation dropped =
                new DroppedRelation(context, TrashedObject.Kind.SEQUENCE, false, operation.sequence());
        return dropped(operation, "SEQUENCE", dropped, operation.ifExists(), operation.cascade());
    }

    @Override
    public Recipe visit(CreateDomain operation) {
        return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
    }

    /** The database reads all tables that have columns of it, and keeps writers out of them until the end. */
    @Override
    public Recipe visit(AddDomainRule operation) {
        return Recipe.asWritten(TransactionMode.SEPARATE, Impact.UNKNOWN);
    }

    @Override
    public Recipe visit(CarriedSql operation) {
        boolean locksOthers = operation.up().stream()
                .anyMatch(statement -> !PostgresqlLockTargets.of(statement).isEmpty());
        return Recipe.asWritten(locksOthers ? TransactionMode.SEPARATE : TransactionMode.SHARED, Impact.UNKNOWN);
    }

    /** The old application uses it as long as it is there. */
    private Recipe dropped(
            ObjectOperation operation, String kind, DroppedRelation dropped, boolean ifExists, boolean isCascading) {
        if (context.rollout() == Rollout.DIRECT) {
            return Recipe.asWritten(
                    TransactionMode.SEPARATE, Impact.moment(dropped.name(), LockLevel.ACCESS_EXCLUSIVE));
        }
        return Recipe.of(List.of(dropped.step(
                operation.summary(),
                DROP.withSql("kind", kind)
                        .withSql("if_exists", ifExists ? "IF EXISTS " : "")
                        .with("name", dropped.name())
                        .withSql("behaviour", isCascading ? "CASCADE" : "RESTRICT"))));
    }
}
