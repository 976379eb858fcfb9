package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlReader;
import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.CreateTable;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a partition is made while its parent is in use. PARTITION OF would lock everyone out of the parent, so an empty table
 * is made beside it, with everything that is its own, which then becomes a part of it. Its foreign keys are added one by one
 * before, so that no other table is locked together with the parent.
 */
final class CreatePartitionRecipe {

    private static final SqlTemplate CREATE_LIKE = SqlTemplate.of("""
            CREATE {persistence}TABLE {table} (
              LIKE {parent} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS EXCLUDING COMMENTS{own}
            ){partitioning}{storage}
            """);

    private static final SqlTemplate OWN_RULE = SqlTemplate.of("""
            ,
              {definition}""");

    private static final SqlTemplate CHANGE_COLUMN = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} {change}
            """);

    private final PlanningContext context;
    private final CreateTable operation;
    private final LiveTable parent;
    private final Table.Partition place;

    CreatePartitionRecipe(PlanningContext context, CreateTable operation, Table.Partition place) {
        this.context = context;
        this.operation = operation;
        this.parent = LiveTable.of(context, place.of());
        this.place = place;
    }

    Recipe recipe() {
        TableName name = context.schema().qualified(operation.table().name());
        List<Column> ofParent = parent.known().map(Table::columns).orElse(List.of());
        Optional<List<Column>> own = ownColumns(ofParent);
        boolean isPlain = own.isPresent()
                && !ofParent.isEmpty()
                && operation.table().features().persistence() != TableFeatures.Persistence.TEMPORARY;
        Phase phase = PartitionSteps.phaseOfAttaching(parent, name, place.bound());
        if (!isPlain && phase == Phase.CONTRACT) {
            return Recipe.of(DdlWriter.write(operation).stream()
                    .map(statement -> OwnSteps.together(
                            Phase.CONTRACT, operation.summary(), statement, parent.moment(LockLevel.ACCESS_EXCLUSIVE)))
                    .toList());
        }
        if (!isPlain) {
            return Recipe.asWritten(TransactionMode.SEPARATE, parent.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        CreateTable qualified =
                new CreateTable(operation.table().named(name), operation.ifNotExists(), operation.written());
        CreateTableRecipe itself = new CreateTableRecipe(context, qualified);
        List<Constraint.ForeignKey> keys = itself.keysToTablesInUse();
        List<Step> steps = new ArrayList<>(List.of(createdBeside(qualified.table(), keys)));
        for (Column column : own.get()) {
            steps.addAll(changed(name, column));
        }
        if (operation.written().isEmpty()) {
            DdlWriter.createTable(qualified, List.of()).stream()
                    .skip(1)
                    .forEach(statement -> steps.add(onNewTable("complete table " + name, statement)));
        }
        List<Step> retreat = new ArrayList<>(List.of(CreateTableRecipe.dropped(name)));
        for (Constraint.ForeignKey key : itself.named(keys)) {
            steps.add(itself.added(key));
            retreat.add(0, ConstraintSteps.dropped(LiveTable.of(context, name), key));
        }
        if (phase == Phase.EXPAND) {
            retreat.add(0, PartitionSteps.detachedIfAttached(parent, name));
        }
        steps.addAll(PartitionGuard.guardRest(
                parent, name, place.bound(), PartitionSteps.phaseOfGuardingRest(parent, name, place.bound())));
        steps.add(PartitionSteps.attached(parent, name, place.bound()));
        List<Step> unguarding = PartitionGuard.unguardRest(parent, name);
        unguarding.forEach(step -> steps.add(step.in(phase)));
        retreat.addAll(unguarding);
        return Recipe.of(steps, retreat);
    }

    /** Empty where the statement says of a column what cannot be said afterwards. */
    private Optional<List<Column>> ownColumns(List<Column> ofParent) {
        return operation
                .written()
                .map(written -> DdlReader.ownColumnsOfPartition(written, ofParent))
                .orElseGet(() -> Optional.of(operation.table().columns().stream()
                        .map(column -> withInheritedDefault(column, ofParent))
                        .toList()));
    }

    private static Column withInheritedDefault(Column own, List<Column> ofParent) {
        return own.defaultValue().isPresent()
                ? own
                : own.withDefault(ofParent.stream()
                        .filter(column -> column.name().isSameAs(own.name(), SqlSyntax.POSTGRESQL))
                        .findFirst()
                        .flatMap(Column::defaultValue));
    }

    private Step createdBeside(Table table, List<Constraint.ForeignKey> leftOut) {
        String own = table.constraints().stream()
                .filter(constraint -> !leftOut.contains(constraint))
                .map(constraint -> OWN_RULE.withSql("definition", DdlWriter.constraint(constraint))
                        .sql(SqlSyntax.POSTGRESQL))
                .collect(Collectors.joining());
        String storage = table.features().storage();
        boolean isUnlogged = table.features().persistence() == TableFeatures.Persistence.UNLOGGED;
        return OwnSteps.separate(
                Phase.EXPAND,
                "create table " + table.name() + " beside " + parent.name(),
                CREATE_LIKE
                        .withSql("persistence", isUnlogged ? "UNLOGGED " : "")
                        .with("table", table.name())
                        .with("parent", parent.name())
                        .withSql("own", own)
                        .withSql(
                                "partitioning",
                                table.partitioning()
                                        .map(key -> " PARTITION BY " + key)
                                        .orElse(""))
                        .withSql("storage", storage.isEmpty() ? "" : " " + storage),
                Impact.moment(parent.name(), LockLevel.ACCESS_SHARE));
    }

    /** What a partition says of a column besides its parent. */
    private List<Step> changed(TableName table, Column own) {
        Column inherited = parent.column(own.name()).orElse(own);
        List<String> changes = new ArrayList<>();
        if (!own.defaultValue().equals(inherited.defaultValue())) {
            changes.add(own.defaultValue()
                    .map(value -> "SET DEFAULT " + value.text())
                    .orElse("DROP DEFAULT"));
        }
        if (inherited.isNullable() && !own.isNullable()) {
            changes.add("SET NOT NULL");
        }
        return changes.stream()
                .map(change -> onNewTable(
                        "let " + table + "." + own.name() + " differ from its parent",
                        OwnSteps.statement(CHANGE_COLUMN
                                .with("table", table)
                                .with("column", own.name())
                                .withSql("change", change))))
                .toList();
    }

    private static Step onNewTable(String summary, SqlStatement statement) {
        return OwnSteps.together(Phase.EXPAND, summary, statement, Impact.NONE);
    }
}
