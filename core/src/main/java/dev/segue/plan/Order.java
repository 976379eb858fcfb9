package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
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

    /** An operation whose contract phase is still to come. */
    private record Earlier(String summary, Place place) {}

    /**
     * Where operations come from.
     *
     * @param isHeld everything of it but the contract phase is done
     */
    private record Place(String revision, boolean isHeld) {}

    private Place at = new Place("", false);

    /** The order in which everything comes behind these. */
    static Order after(List<Held> held) {
        Order order = new Order();
        held.forEach(order::remember);
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

    /** Others have to wait for what it leaves to be contracted. */
    void remember(Held held) {
        goToHeld(held.revision());
        held.forEachLeft(this::remember);
    }

    /** @throws dev.segue.problem.SegueException when the operation needs what is only there after the contract phase */
    void refuseConflict(Operation operation) {
        if (isNothingLeftForLater()) {
            return;
        }
        taken(operation)
                .filter(freedLater::containsKey)
                .ifPresent(name ->
                        refuse(operation, freedLater.get(name), name + " is free only after the contract phase"));
        changed(operation)
                .filter(doubled::containsKey)
                .ifPresent(name -> refuseReplaced(operation, name, doubled.get(name)));
        builtTooEarly(operation)
                .ifPresent(name -> refuse(
                        operation, retypedLater.get(name), name + " has its new type only after the contract phase"));
        requiredTooLate(operation)
                .ifPresent(name ->
                        refuse(operation, requiredLater.get(name), name + " may hold NULL until the contract phase"));
    }

    private boolean isNothingLeftForLater() {
        return freedLater.isEmpty() && doubled.isEmpty() && retypedLater.isEmpty() && requiredLater.isEmpty();
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
                                .anyMatch(column -> column(table, column).equals(key))
                        || (mayMentionAny && key.startsWith("column " + alike(table) + ".")))
                .findFirst();
    }

    /** A primary key would scan the table under an exclusive lock for what is not known yet. */
    private Optional<String> requiredTooLate(Operation operation) {
        if (operation instanceof AddConstraint add && add.constraint() instanceof Constraint.PrimaryKey key) {
            return key.columns().stream()
                    .map(column -> column(add.table(), column))
                    .filter(requiredLater::containsKey)
                    .findFirst();
        }
        return Optional.empty();
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

    /** @param steps of the operation, of all phases that are not over yet */
    void remember(Operation operation, List<Step> steps) {
        if (isAnyIn(Phase.MIGRATE, steps)) {
            filled.addAll(writes(operation));
        }
        if (isAnyIn(Phase.CONTRACT, steps)) {
            if (operation instanceof SetNotNull set) {
                requiredLater.put(column(set.table(), set.column()), new Earlier(operation.summary(), at));
            }
            freed(operation).ifPresent(name -> freedLater.put(name, new Earlier(operation.summary(), at)));
            if (operation instanceof RenameColumn rename) {
                doubled.put(column(rename.table(), rename.column()), new Earlier(operation.summary(), at));
                doubled.put(column(rename.table(), rename.newName()), new Earlier(operation.summary(), at));
            } else if (operation instanceof ChangeColumnType change) {
                doubled.put(column(change.table(), change.column()), new Earlier(operation.summary(), at));
                retypedLater.put(column(change.table(), change.column()), new Earlier(operation.summary(), at));
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

    private static Optional<String> taken(Operation operation) {
        if (operation instanceof AddColumn add) {
            return Optional.of(column(add.table(), add.column().name()));
        }
        if (operation instanceof RenameColumn rename) {
            return Optional.of(column(rename.table(), rename.newName()));
        }
        if (operation instanceof CreateTable create) {
            return Optional.of("table " + alike(create.table().name()));
        }
        return operation instanceof RenameTable rename
                ? Optional.of("table " + alike(new TableName(rename.table().schema(), rename.newName())))
                : Optional.empty();
    }

    private static Optional<String> freed(Operation operation) {
        return Leaving.with(operation).map(name -> new OldName(alike(name.table()), name.column()).text());
    }

    private static Optional<String> changed(Operation operation) {
        if (operation instanceof RenameColumn rename) {
            return Optional.of(column(rename.table(), rename.column()));
        }
        if (operation instanceof ChangeColumnType change) {
            return Optional.of(column(change.table(), change.column()));
        }
        return operation instanceof DropColumn drop
                ? Optional.of(column(drop.table(), drop.column()))
                : Optional.empty();
    }

    private static Set<TableName> writes(Operation operation) {
        Set<TableName> writes = new HashSet<>();
        operation.reach().writes().forEach(table -> writes.add(alike(table)));
        return writes;
    }

    /** One revision may write the schema, and another one leave it out. */
    private static TableName alike(TableName table) {
        return table.schema().filter(schema -> schema.text().equals("public")).isPresent()
                ? new TableName(Optional.empty(), table.name())
                : table;
    }

    private static String column(TableName table, SqlName column) {
        return "column " + alike(table) + "." + column;
    }
}
