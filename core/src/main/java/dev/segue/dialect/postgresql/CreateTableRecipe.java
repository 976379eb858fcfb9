package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.CreateTable;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a table is created that refers to several tables in use: without these foreign keys first, which are then added one by
 * one, so that no two of the others are locked at the same time. The new table is empty, so that adding one reads no row.
 */
final class CreateTableRecipe {

    private static final SqlTemplate ADD = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD {definition}
            """);

    private static final SqlTemplate DROP_TABLE = SqlTemplate.of("""
            DROP TABLE IF EXISTS {table}
            """);

    private final PlanningContext context;
    private final CreateTable operation;
    private final TableName name;

    CreateTableRecipe(PlanningContext context, CreateTable operation) {
        this.context = context;
        this.operation = operation;
        this.name = operation.table().name();
    }

    /** @param parents locks of the tables that it inherits from */
    Recipe recipe(List<Impact.Lock> parents) {
        List<Constraint.ForeignKey> keys = keysToTablesInUse();
        List<Step> steps = new ArrayList<>();
        for (SqlStatement statement : DdlWriter.createTable(operation, keys)) {
            steps.add(creating(statement, steps.isEmpty() ? parents : List.of()));
        }
        List<Step> retreat = new ArrayList<>(List.of(dropped(name)));
        for (Constraint.ForeignKey key : named(keys)) {
            steps.add(added(key));
            retreat.add(0, ConstraintSteps.dropped(LiveTable.of(context, name), key));
        }
        return Recipe.of(steps, retreat);
    }

    private Step creating(SqlStatement statement, List<Impact.Lock> parents) {
        return Step.of(
                Phase.EXPAND,
                operation.summary(),
                new StepAction.RunStatement(statement),
                parents.isEmpty() ? TransactionMode.SHARED : TransactionMode.SEPARATE,
                new Recovery.Atomic(),
                new Impact(parents, Impact.Duration.MOMENT, 0, 0));
    }

    /** Adds a foreign key to a table that is empty, because it is new. */
    Step added(Constraint.ForeignKey key) {
        LiveTable other = LiveTable.of(context, key.referencedTable());
        return OwnSteps.separate(
                Phase.EXPAND,
                "let " + name + " refer to " + other.name(),
                ADD.with("table", name).withSql("definition", DdlWriter.constraint(key)),
                other.moment(LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    static Step dropped(TableName table) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop table " + table,
                DROP_TABLE.with("table", table),
                Impact.moment(table, LockLevel.ACCESS_EXCLUSIVE));
    }

    List<Constraint.ForeignKey> keysToTablesInUse() {
        return operation.table().constraints().stream()
                .filter(Constraint.ForeignKey.class::isInstance)
                .map(Constraint.ForeignKey.class::cast)
                .filter(this::isToTableInUse)
                .toList();
    }

    private boolean isToTableInUse(Constraint.ForeignKey key) {
        TableName other = context.schema().qualified(key.referencedTable());
        return !other.equals(context.schema().qualified(name)) && !context.isNew(other);
    }

    /** Under the names that the database would give them. */
    List<Constraint.ForeignKey> named(List<Constraint.ForeignKey> keys) {
        Set<String> taken = new HashSet<>(DefaultNames.inUse(context));
        operation.table().constraints().forEach(other -> other.name().ifPresent(used -> taken.add(used.text())));
        List<Constraint.ForeignKey> named = new ArrayList<>();
        for (Constraint.ForeignKey key : keys) {
            SqlName keyName = key.name().orElseGet(() -> DefaultNames.of(key, name, taken));
            taken.add(keyName.text());
            named.add(key.named(keyName));
        }
        return named;
    }
}
