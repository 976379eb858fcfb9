package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a table with rows becomes a partition while its parent is in use. A check that was validated before proves that the rows
 * are where they belong, and its indexes and foreign keys are made before, so that nothing is left to be done under the lock.
 */
final class AttachPartitionRecipe {

    private final PlanningContext context;
    private final AttachPartition operation;
    private final LiveTable parent;
    private final LiveTable part;

    AttachPartitionRecipe(PlanningContext context, AttachPartition operation) {
        this.context = context;
        this.operation = operation;
        this.parent = LiveTable.of(context, operation.table());
        this.part = LiveTable.of(context, operation.partition());
    }

    Recipe recipe() {
        if (parent.isNew() && part.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        String bound = operation.bound();
        Phase phase = PartitionSteps.phaseOfAttaching(parent, part.name(), bound);
        if (phase == Phase.EXPAND
                && part.isSmall()
                && PartitionGuard.defaultOf(parent).map(LiveTable::isSmall).orElse(true)) {
            return Recipe.asWritten(
                    TransactionMode.SEPARATE, PartitionSteps.attaching(parent, part.name(), Impact.Duration.SCAN));
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        if (phase == Phase.EXPAND) {
            retreat.add(PartitionSteps.detachedIfAttached(parent, part.name()));
        }
        buildMissingIndexes(steps, retreat);
        if (!part.isSmall()) {
            addMissingKeys(steps, retreat);
        }
        List<String> conditions = part.isSmall() ? List.of() : conditions();
        if (!conditions.isEmpty()) {
            steps.addAll(PartitionGuard.guarded(
                    PartitionSteps.phaseOfGuarding(parent, part.name(), bound),
                    part,
                    conditions.size() == 1 ? conditions.get(0) : "(" + String.join(") AND (", conditions) + ")",
                    "belongs to the partition " + part.name()));
        }
        steps.addAll(PartitionGuard.guardRest(
                parent, part.name(), bound, PartitionSteps.phaseOfGuardingRest(parent, part.name(), bound)));
        steps.add(PartitionSteps.attached(parent, part.name(), bound));
        List<Step> unguarding = new ArrayList<>();
        if (!conditions.isEmpty()) {
            unguarding.add(PartitionGuard.unguarded(part));
        }
        unguarding.addAll(PartitionGuard.unguardRest(parent, part.name()));
        unguarding.forEach(step -> steps.add(step.in(phase)));
        retreat.addAll(unguarding);
        return Recipe.of(steps, retreat);
    }

    private List<String> conditions() {
        return PartitionGuard.conditions(parent, operation.bound())
                .orElseThrow(() -> RecipeProblem.SCANS_UNDER_LOCK.with(
                        "to attach " + part.name() + " to " + parent.name()
                                + " reads every row of it while nobody can use it, because no check is known that proves"
                                + " where the rows belong",
                        "give " + part.name() + " a validated check that says what its partition bound says, and write"
                                + " `-- segue:verbatim` before the statement to run it as it is"));
    }

    /** Otherwise attaching builds them, while nobody can use the new part. */
    private void buildMissingIndexes(List<Step> steps, List<Step> retreat) {
        Set<String> inUse = DefaultNames.inUse(context);
        for (Index index : parent.indexes()) {
            if (part.indexes().stream().anyMatch(other -> isAlike(index, other))) {
                continue;
            }
            Optional<Constraint> constraint = index.constraint().flatMap(parent::constraint);
            SqlName name = constraint
                    .map(carried -> DefaultNames.of(carried, part.name(), inUse))
                    .orElseGet(() -> DefaultNames.of(index, part.name(), inUse));
            inUse.add(name.text());
            Index missing = index.builtByItself().named(name);
            steps.addAll(PostgresqlIndexes.build(Phase.EXPAND, part, missing));
            constraint.ifPresent(carried -> {
                steps.add(ConstraintSteps.usingIndex(part, carried.named(name)).in(Phase.EXPAND));
                retreat.add(ConstraintSteps.dropped(part, name));
            });
            retreat.addAll(PostgresqlIndexes.unbuild(part, missing));
        }
    }

    /** The same for foreign keys: attaching looks whether its rows keep them. */
    private void addMissingKeys(List<Step> steps, List<Step> retreat) {
        for (Constraint constraint : parent.constraints()) {
            if (constraint instanceof Constraint.ForeignKey key
                    && key.isValidated()
                    && part.constraints().stream().noneMatch(other -> isAlike(key, other))) {
                Recipe recipe = new AddConstraintRecipe(context, new AddConstraint(part.name(), key, false)).recipe();
                recipe.steps().forEach(step -> steps.add(step.in(Phase.EXPAND)));
                retreat.addAll(recipe.retreat());
            }
        }
    }

    private static boolean isAlike(Constraint.ForeignKey key, Constraint other) {
        return other instanceof Constraint.ForeignKey own
                && own.isValidated()
                && own.name().map(key::named).orElse(key).equals(own);
    }

    private static boolean isAlike(Index index, Index other) {
        return index.isUnique() == other.isUnique()
                && index.method().equals(other.method())
                && index.parts().equals(other.parts())
                && index.include().equals(other.include())
                && index.areNullsDistinct() == other.areNullsDistinct()
                && index.predicate().equals(other.predicate())
                && index.constraint().isPresent() == other.constraint().isPresent()
                && other.isValid();
    }
}
