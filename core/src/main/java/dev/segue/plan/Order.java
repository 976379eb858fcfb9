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

    /** Names that an earlier operation frees in the contract phase only, with what it asks for. */
    private final Map<String, String> freedLater = new HashMap<>();

    /** Columns that an earlier operation keeps twice until the contract phase, with what it asks for. */
    private final Map<String, String> doubled = new HashMap<>();

    /** Columns that have the new type only once an earlier operation is contracted, with what it asks for. */
    private final Map<String, String> retypedLater = new HashMap<>();

    /** Columns that hold no NULL only once an earlier operation is contracted, with what it asks for. */
    private final Map<String, String> requiredLater = new HashMap<>();

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
                .ifPresent(name ->
                        refuse(operation, doubled.get(name), name + " is there twice until the contract phase"));
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

    /** Built now, it would be built on the values of the old type. */
    private Optional<String> builtTooEarly(Operation operation) {
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
                : Optional.empty();
    }

    /** @param mayMentionAny an expression may speak of any column of the table */
    private Optional<String> retyped(TableName table, List<SqlName> columns, boolean mayMentionAny) {
        return retypedLater.keySet().stream()
                .filter(key -> columns.stream()
                                .anyMatch(column -> column(table, column).equals(key))
                        || (mayMentionAny && key.startsWith("column " + table + ".")))
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

    private static void refuse(Operation operation, @Nullable String earlier, String reason) {
        throw PlanProblem.CANNOT_BE_ORDERED.with(
                "\"" + operation.summary() + "\" has to wait until \"" + earlier + "\" is contracted: " + reason,
                "put it into a later revision of its own, and run `segue contract` before that");
    }

    Recipe moved(Operation operation, Recipe recipe) {
        boolean needsRows = operation instanceof IndexOperation
                || operation instanceof ConstraintOperation
                || operation instanceof SetNotNull;
        if (filled.isEmpty()
                || !needsRows
                || Collections.disjoint(operation.reach().writes(), filled)) {
            return recipe;
        }
        List<Step> behind = recipe.steps().stream()
                .map(step -> step.phase() == Phase.EXPAND ? step.in(Phase.MIGRATE) : step)
                .toList();
        return new Recipe(behind, recipe.retreat(), recipe.asWritten());
    }

    /** @param steps of the operation, of all phases that are not over yet */
    void remember(Operation operation, List<Step> steps) {
        if (isAnyIn(Phase.MIGRATE, steps)) {
            filled.addAll(operation.reach().writes());
        }
        if (isAnyIn(Phase.CONTRACT, steps)) {
            if (operation instanceof SetNotNull set) {
                requiredLater.put(column(set.table(), set.column()), operation.summary());
            }
            freed(operation).ifPresent(name -> freedLater.put(name, operation.summary()));
            if (operation instanceof RenameColumn rename) {
                doubled.put(column(rename.table(), rename.column()), operation.summary());
                doubled.put(column(rename.table(), rename.newName()), operation.summary());
            } else if (operation instanceof ChangeColumnType change) {
                doubled.put(column(change.table(), change.column()), operation.summary());
                retypedLater.put(column(change.table(), change.column()), operation.summary());
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
            return Optional.of("table " + create.table().name());
        }
        return operation instanceof RenameTable rename
                ? Optional.of("table " + new TableName(rename.table().schema(), rename.newName()))
                : Optional.empty();
    }

    private static Optional<String> freed(Operation operation) {
        return Leaving.with(operation).map(OldName::text);
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

    private static String column(TableName table, SqlName column) {
        return "column " + table + "." + column;
    }
}
