package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.StandIn;
import dev.segue.step.Step;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds on columns that get their names only in the contract phase. What is built has its own name at once, and goes by the
 * column, whatever that is called; so there is nothing left to be done for it then.
 */
record OnStandIns(PlanningContext context) {

    private static final SqlTemplate DROP_INDEX = SqlTemplate.of("DROP INDEX IF EXISTS {index}");

    /** Empty where the index is on none of them. */
    Optional<Recipe> recipe(CreateIndex operation) {
        if (context.underWay().standIns().isEmpty()) {
            return Optional.empty();
        }
        LiveTable table = LiveTable.of(context, operation.index().table());
        Index index = named(operation.index(), table);
        Index moved = copies(table).moved(index);
        if (moved.equals(index)) {
            return Optional.empty();
        }
        CreateIndex there =
                new CreateIndex(moved, operation.ifNotExists(), operation.isConcurrent(), operation.isOnly());
        Step undone = OwnSteps.separate(
                Phase.EXPAND,
                "drop index " + moved.name().orElseThrow() + " of " + table.name(),
                DROP_INDEX.with(
                        "index", PostgresqlIndexes.beside(table, moved.name().orElseThrow())),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
        return Optional.of(inMigrate(operation, there, undone));
    }

    /** Empty where the constraint is about none of them. */
    Optional<Recipe> recipe(AddConstraint operation) {
        if (context.underWay().standIns().isEmpty()) {
            return Optional.empty();
        }
        LiveTable table = LiveTable.of(context, operation.table());
        Constraint constraint = named(operation.constraint(), table);
        Constraint moved = copies(table).moved(constraint);
        if (moved.equals(constraint)) {
            return Optional.empty();
        }
        Step undone = ConstraintSteps.dropped(table, moved);
        return Optional.of(
                inMigrate(operation, new AddConstraint(operation.table(), moved, operation.isNotValid()), undone));
    }

    private Recipe inMigrate(Operation asked, Operation there, Step undone) {
        Recipe recipe = there.accept(new PostgresqlRecipes(beside()));
        return recipe.asWritten()
                .map(plain -> Recipe.of(
                        DdlWriter.write(there).stream()
                                .map(statement ->
                                        OwnSteps.running(Phase.MIGRATE, asked.summary(), statement, plain.impact()))
                                .toList(),
                        List.of(undone)))
                .orElseGet(() -> recipe.withSteps(recipe.steps().stream()
                        .map(step -> step.phase() == Phase.EXPAND ? step.in(Phase.MIGRATE) : step)
                        .toList()));
    }

    /** Named as if it were on the columns that are written. */
    private Index named(Index index, LiveTable table) {
        return index.name().isPresent()
                ? index
                : index.named(DefaultNames.of(index, table.name(), DefaultNames.inUse(context)));
    }

    private Constraint named(Constraint constraint, LiveTable table) {
        return constraint.name().isPresent()
                ? constraint
                : constraint.named(DefaultNames.of(constraint, table.name(), DefaultNames.inUse(context)));
    }

    private Copies copies(LiveTable table) {
        Map<TableName, Map<SqlName, SqlName>> byTable = new HashMap<>();
        for (StandIn standIn : context.underWay().standIns()) {
            byTable.computeIfAbsent(standIn.table(), any -> new LinkedHashMap<>())
                    .put(standIn.column(), standIn.current());
        }
        return new Copies(new Copies.Shadowed(byTable, Map.of()), table);
    }

    /** That of which the schema knows that they are there. */
    private PlanningContext beside() {
        Schema schema = context.schema();
        for (StandIn standIn : context.underWay().standIns()) {
            schema = schema.with(
                    standIn.table(),
                    table -> table.column(standIn.column(), SqlSyntax.POSTGRESQL)
                            .map(column -> table.plus(column.named(standIn.current())))
                            .orElse(table));
        }
        return context.with(schema).withoutStandIns();
    }
}
