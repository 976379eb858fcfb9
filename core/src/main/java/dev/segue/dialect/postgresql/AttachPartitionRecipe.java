package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
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
 * are where they belong, and its indexes are built before, so that nothing is left to be done under the lock.
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
        if (part.isSmall()
                && PartitionGuard.defaultOf(parent).map(LiveTable::isSmall).orElse(true)) {
            return Recipe.asWritten(
                    TransactionMode.SEPARATE, PartitionSteps.attaching(parent, part.name(), Impact.Duration.SCAN));
        }
        boolean isDefault = operation.bound().strip().equalsIgnoreCase("DEFAULT");
        Optional<String> condition = isDefault ? Optional.empty() : PartitionGuard.condition(parent, operation.bound());
        if (condition.isEmpty() && !part.isSmall()) {
            throw RecipeProblem.SCANS_UNDER_LOCK.with(
                    "to attach " + part.name() + " to " + parent.name()
                            + " reads every row of it while nobody can use it, because no check is known that proves"
                            + " where the rows belong",
                    "give " + part.name() + " a validated check that says what its partition bound says, and write"
                            + " `-- segue:verbatim` before the statement to run it as it is");
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>(List.of(PartitionSteps.detachedIfAttached(parent, part.name())));
        buildMissingIndexes(steps, retreat);
        if (!part.isSmall()) {
            steps.addAll(
                    PartitionGuard.guarded(part, condition.orElseThrow(), "belongs to the partition " + part.name()));
        }
        steps.addAll(PartitionGuard.guardDefault(parent, operation.bound()));
        steps.add(PartitionSteps.attached(parent, part.name(), operation.bound()));
        if (!part.isSmall()) {
            steps.add(PartitionGuard.unguarded(part));
            retreat.add(PartitionGuard.unguarded(part));
        }
        steps.addAll(PartitionGuard.unguardDefault(parent));
        retreat.addAll(PartitionGuard.unguardDefault(parent));
        return Recipe.of(steps, retreat);
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
