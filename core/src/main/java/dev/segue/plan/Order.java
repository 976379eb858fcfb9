package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Sequence;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps operations from getting into each other's way when their steps are sorted by phase: what needs
 * the rows that an earlier operation fills moves behind the filling, and what cannot be put in any order is refused.
 */
final class Order {

    /** Tables whose rows an earlier operation fills in the migrate phase. */
    private final Set<TableName> filled = new HashSet<>();

    /** Names that an earlier operation frees in the contract phase only, with the one that does. */
    private final Map<String, Earlier> freedLater = new HashMap<>();

    /** Columns that an earlier operation keeps twice until the contract phase, with the one that does. */
    private final Map<String, Earlier> doubled = new HashMap<>();

    /** Columns that have the new type only once an earlier operation is contracted, with the one that does. */
    private final Map<String, Earlier> retypedLater = new HashMap<>();

    /** Columns that hold no NULL only once an earlier operation is contracted, with the one that does. */
    private final Map<String, Earlier> requiredLater = new HashMap<>();

    /** Columns that are filled in another way, or in none, only once an earlier operation is contracted, with the one that does. */
    private final Map<String, Earlier> filledLater = new HashMap<>();

    /** Columns whose identity goes when it is said how they are filled from then on, with the sequence that goes with it. */
    private final Map<String, Going> handedOver = new HashMap<>();

    private record Going(String sequence, String summary) {}

    private final MovingPartitions moving = new MovingPartitions();

    /** An operation whose contract phase is still to come. */
    record Earlier(String summary, Place place) {}

    /**
     * Where operations come from.
     *
     * @param isHeld everything of it but the contract phase is done
     */
    record Place(String revision, boolean isHeld) {}

    private Place at = new Place("", false);

    /**
     * The order in which everything comes behind these.
     *
     * @param schema as it is now
     */
    static Order after(List<Held> held, Schema schema) {
        Order order = new Order();
        held.forEach(one -> order.remember(one, schema));
        return order;
    }

    /** Operations come from this revision from now on. */
    void goTo(String revision) {
        at = new Place(revision, false);
    }

    /** The same; of this one everything but the contract phase is done. */
    void goToHeld(String revision) {
        at = new Place(revision, true);
    }

    /**
     * Others have to wait for what it leaves to be contracted.
     *
     * @param schema in which that is still to be done
     */
    void remember(Held held, Schema schema) {
        goToHeld(held.revision());
        held.forEachLeft((operation, steps) -> {
            remember(operation, steps);
            rememberMoves(operation, steps, schema);
        });
    }

    /** @throws dev.segue.problem.SegueException when the operation needs what is only there after the contract phase */
    void refuseConflict(Operation operation) {
        if (isNothingLeftForLater()) {
            return;
        }
        ChangedNames.taken(operation).stream()
                .filter(freedLater::containsKey)
                .forEach(name ->
                        refuse(operation, freedLater.get(name), name + " is free only after the contract phase"));
        refilled(operation).ifPresent(handedOver::remove);
        refuseSequence(operation);
        changed(operation)
                .filter(doubled::containsKey)
                .ifPresent(name -> refuseReplaced(operation, name, doubled.get(name)));
        builtTooEarly(operation)
                .ifPresent(name -> refuse(
                        operation, retypedLater.get(name), name + " has its new type only after the contract phase"));
        requiredTooLate(operation)
                .ifPresent(name ->
                        refuse(operation, requiredLater.get(name), name + " may hold NULL until the contract phase"));
        refilled(operation)
                .filter(name -> filledLater.containsKey(name) && !isFromHere(filledLater.get(name)))
                .ifPresent(name ->
                        refuse(operation, filledLater.get(name), name + " keeps its default until the contract phase"));
    }

    /** The same for what counts on partitions that come or go only then. */
    void refuseConflictWithPartitions(Operation operation, PlanningContext context, Dialect dialect) {
        moving.conflict(operation, at, context, dialect)
                .ifPresent(conflict -> refuse(operation, conflict.earlier(), conflict.reason()));
    }

    /** True for what can be done only behind the contract phase of the same revision. */
    boolean holdsBack(Operation operation, Schema schema) {
        return moving.holdBack(operation, at, schema);
    }

    private boolean isNothingLeftForLater() {
        return freedLater.isEmpty()
                && doubled.isEmpty()
                && retypedLater.isEmpty()
                && requiredLater.isEmpty()
                && filledLater.isEmpty()
                && handedOver.isEmpty();
    }

    /** In its own revision, it is built on the column that stands in; that of another revision is not ours to build on. */
    private Optional<String> builtTooEarly(Operation operation) {
        if (operation instanceof CreateTable create) {
            return create.table().constraints().stream()
                    .flatMap(constraint -> retypedTarget(constraint).stream())
                    .findFirst();
        }
        return builtOnOld(operation).filter(name -> !isFromHere(retypedLater.get(name)));
    }

    private boolean isFromHere(@Nullable Earlier earlier) {
        return earlier != null && earlier.place().equals(at);
    }

    private Optional<String> builtOnOld(Operation operation) {
        if (operation instanceof CreateIndex create) {
            Index index = create.index();
            boolean isComputed = index.predicate().isPresent()
                    || index.parts().stream().anyMatch(part -> part.expression().isPresent());
            List<SqlName> columns = index.parts().stream()
                    .flatMap(part -> part.column().stream())
                    .toList();
            return retyped(index.table(), columns, isComputed);
        }
        return operation instanceof AddConstraint add
                ? retyped(add.table(), add.constraint().columns(), add.constraint() instanceof Constraint.Check)
                        .or(() -> retypedTarget(add.constraint()))
                : Optional.empty();
    }

    /** What a foreign key refers to; without a list of columns that is the primary key, which may be any of them. */
    private Optional<String> retypedTarget(Constraint constraint) {
        return constraint instanceof Constraint.ForeignKey key
                ? retyped(
                        key.referencedTable(),
                        key.referencedColumns(),
                        key.referencedColumns().isEmpty())
                : Optional.empty();
    }

    /** @param mayMentionAny an expression may speak of any column of the table */
    private Optional<String> retyped(TableName table, List<SqlName> columns, boolean mayMentionAny) {
        return retypedLater.keySet().stream()
                .filter(key -> columns.stream()
                                .anyMatch(column ->
                                        ChangedNames.column(table, column).equals(key))
                        || (mayMentionAny && key.startsWith("column " + ChangedNames.alike(table) + ".")))
                .findFirst();
    }

    /** A primary key would scan the table under an exclusive lock for what is not known yet; an identity is refused. */
    private Optional<String> requiredTooLate(Operation operation) {
        if (operation instanceof AddConstraint add && add.constraint() instanceof Constraint.PrimaryKey key) {
            return key.columns().stream()
                    .map(column -> ChangedNames.column(add.table(), column))
                    .filter(requiredLater::containsKey)
                    .findFirst();
        }
        boolean isIdentity = operation instanceof ChangeGeneration change
                && change.generation().orElse(null) instanceof Generation.Identity;
        return isIdentity ? refilled(operation).filter(requiredLater::containsKey) : Optional.empty();
    }

    private void refuseReplaced(Operation operation, String column, @Nullable Earlier earlier) {
        if (earlier == null || !earlier.place().equals(at) || operation instanceof DropColumn) {
            refuse(operation, earlier, column + " is there twice until the contract phase");
            return;
        }
        throw PlanProblem.CANNOT_BE_ORDERED.with(
                "\"" + earlier.summary() + "\" and \"" + operation.summary() + "\" both replace " + column
                        + ", which one revision can do only once: each keeps two columns equal until it is contracted",
                "put the second one into a later revision, and run `segue contract` between the two");
    }

    private void refuse(Operation operation, @Nullable Earlier earlier, String reason) {
        if (earlier == null) {
            return;
        }
        Place place = earlier.place();
        boolean isSame = place.revision().equals(at.revision());
        String from = isSame ? "" : " of revision " + place.revision();
        String contraction = "run `segue contract " + place.revision() + "` first";
        String remedy = isSame
                ? "put it into a later revision of its own, and run `segue contract` before that"
                : place.isHeld()
                        ? contraction
                        : "go only as far as revision " + place.revision() + " and " + contraction;
        throw PlanProblem.CANNOT_BE_ORDERED.with(
                "\"" + operation.summary() + "\" has to wait until \"" + earlier.summary() + "\"" + from
                        + " is contracted: " + reason,
                remedy);
    }

    /** What the operation takes away stays until a later one says how the column is filled. */
    void handOver(Operation operation, List<Sequence> sequences) {
        if (operation instanceof ChangeGeneration change) {
            handedOver.put(
                    ChangedNames.column(change.table(), change.column()),
                    new Going(
                            ChangedNames.countingSequence(change.table(), change.column(), sequences),
                            operation.summary()));
        }
    }

    private void refuseSequence(Operation operation) {
        for (Going going : handedOver.values()) {
            if (ChangedNames.taken(operation).contains(going.sequence())) {
                throw PlanProblem.CANNOT_BE_ORDERED.with(
                        "\"" + operation.summary() + "\" comes too early: " + going.sequence()
                                + " counts until \"" + going.summary()
                                + "\" is done, which is once the column is filled"
                                + " in another way",
                        "give the new sequence another name");
            }
        }
    }

    Recipe moved(Operation operation, Recipe recipe) {
        boolean needsRows = operation instanceof IndexOperation
                || operation instanceof ConstraintOperation
                || operation instanceof SetNotNull;
        if (filled.isEmpty() || !needsRows || Collections.disjoint(writes(operation), filled)) {
            return recipe;
        }
        List<Step> behind = recipe.steps().stream()
                .map(step -> step.phase() == Phase.EXPAND ? step.in(Phase.MIGRATE) : step)
                .toList();
        return recipe.withSteps(behind);
    }

    /** @param schema as it is before these steps */
    void rememberMoves(Operation operation, List<Step> steps, Schema schema) {
        if (isAnyIn(Phase.CONTRACT, steps)) {
            moving.remember(operation, new Earlier(operation.summary(), at), schema);
        }
    }

    /** The same where nothing is known of sequences. */
    void remember(Operation operation, List<Step> steps) {
        remember(operation, steps, List.of());
    }

    /**
     * @param steps of the operation, of all phases that are not over yet
     * @param sequences that are known
     */
    void remember(Operation operation, List<Step> steps, List<Sequence> sequences) {
        if (isAnyIn(Phase.MIGRATE, steps)) {
            filled.addAll(writes(operation));
        }
        if (isAnyIn(Phase.CONTRACT, steps)) {
            if (operation instanceof SetNotNull set) {
                requiredLater.put(ChangedNames.column(set.table(), set.column()), new Earlier(operation.summary(), at));
            }
            unfilled(operation)
                    .or(() -> refilled(operation))
                    .ifPresent(name -> filledLater.put(name, new Earlier(operation.summary(), at)));
            ChangedNames.freed(operation, sequences)
                    .ifPresent(name -> freedLater.put(name, new Earlier(operation.summary(), at)));
            if (operation instanceof RenameColumn rename) {
                doubled.put(ChangedNames.column(rename.table(), rename.column()), new Earlier(operation.summary(), at));
                doubled.put(
                        ChangedNames.column(rename.table(), rename.newName()), new Earlier(operation.summary(), at));
            } else if (operation instanceof ChangeColumnType change) {
                doubled.put(ChangedNames.column(change.table(), change.column()), new Earlier(operation.summary(), at));
                retypedLater.put(
                        ChangedNames.column(change.table(), change.column()), new Earlier(operation.summary(), at));
            }
        }
    }

    private static boolean isAnyIn(Phase phase, List<Step> steps) {
        for (Step step : steps) {
            if (step.phase() == phase) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> changed(Operation operation) {
        if (operation instanceof RenameColumn rename) {
            return Optional.of(ChangedNames.column(rename.table(), rename.column()));
        }
        if (operation instanceof ChangeColumnType change) {
            return Optional.of(ChangedNames.column(change.table(), change.column()));
        }
        return operation instanceof DropColumn drop
                ? Optional.of(ChangedNames.column(drop.table(), drop.column()))
                : Optional.empty();
    }

    private static Optional<String> unfilled(Operation operation) {
        return operation instanceof DropDefault drop
                ? Optional.of(ChangedNames.column(drop.table(), drop.column()))
                : Optional.empty();
    }

    private static Optional<String> refilled(Operation operation) {
        if (operation instanceof SetDefault set) {
            return Optional.of(ChangedNames.column(set.table(), set.column()));
        }
        return operation instanceof ChangeGeneration change
                ? Optional.of(ChangedNames.column(change.table(), change.column()))
                : Optional.empty();
    }

    private static Set<TableName> writes(Operation operation) {
        Set<TableName> writes = new HashSet<>();
        operation.reach().writes().forEach(table -> writes.add(ChangedNames.alike(table)));
        return writes;
    }
}
