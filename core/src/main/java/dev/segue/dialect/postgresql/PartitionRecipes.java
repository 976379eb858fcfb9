package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.ddl.DdlReader;
import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How partitions come and go while their parent is in use. PARTITION OF would lock everyone out of the parent; a table that
 * is made beside it and then attached lets them work. A check that was validated before proves that the rows are where they
 * belong, so that attaching reads none of them under its lock.
 */
final class PartitionRecipes {

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

    private static final SqlTemplate ADD_CHECK = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {check} CHECK ({condition}) NOT VALID
            """);

    private static final SqlTemplate VALIDATE = SqlTemplate.of("""
            ALTER TABLE {table}
              VALIDATE CONSTRAINT {check}
            """);

    private static final SqlTemplate DROP_CHECK = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP CONSTRAINT IF EXISTS {check}
            """);

    private static final SqlTemplate ATTACH = SqlTemplate.of("""
            ALTER TABLE {parent}
              ATTACH PARTITION {table} {bound}
            """);

    private static final SqlTemplate DETACH = SqlTemplate.of("""
            ALTER TABLE {parent}
              DETACH PARTITION {table}
            """);

    private static final SqlTemplate DETACH_CONCURRENTLY = SqlTemplate.of("""
            ALTER TABLE {parent}
              DETACH PARTITION {table} CONCURRENTLY
            """);

    private static final SqlTemplate DETACH_IF_ATTACHED = SqlTemplate.of("""
            DO $segue$
            BEGIN
              IF EXISTS (
                SELECT
                FROM pg_inherits
                WHERE inhparent = to_regclass({parent_text})
                  AND inhrelid = to_regclass({table_text})
              ) THEN
                ALTER TABLE {parent}
                  DETACH PARTITION {table};
              END IF;
            END
            $segue$
            """);

    private static final String CHECK = "segue_partition_bound";

    private final PlanningContext context;

    PartitionRecipes(PlanningContext context) {
        this.context = context;
    }

    /**
     * An empty table beside a parent in use, with everything that is its own, which then becomes a part of it. Its foreign
     * keys are added one by one before, so that no other table is locked together with the parent.
     */
    Recipe created(CreateTable operation, Table.Partition place) {
        LiveTable parent = LiveTable.of(context, place.of());
        TableName name = context.schema().qualified(operation.table().name());
        List<Column> ofParent = parent.known().map(Table::columns).orElse(List.of());
        Optional<List<Column>> own = ownColumns(operation, ofParent);
        boolean isPlain = own.isPresent()
                && !ofParent.isEmpty()
                && operation.table().features().persistence() != TableFeatures.Persistence.TEMPORARY;
        if (!isPlain) {
            return Recipe.asWritten(TransactionMode.SEPARATE, parent.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        CreateTable qualified =
                new CreateTable(operation.table().named(name), operation.ifNotExists(), operation.written());
        CreateTableRecipe itself = new CreateTableRecipe(context, qualified);
        List<Constraint.ForeignKey> keys = itself.keysToTablesInUse();
        List<Step> steps = new ArrayList<>(List.of(createdBeside(parent, qualified.table(), keys)));
        for (Column column : own.get()) {
            steps.addAll(changed(name, parent, column));
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
        retreat.add(0, detachedIfAttached(parent, name));
        steps.addAll(guardDefault(parent, place.bound()));
        steps.add(attached(parent, name, place.bound()));
        steps.addAll(unguardDefault(parent));
        retreat.addAll(unguardDefault(parent));
        return Recipe.of(steps, retreat);
    }

    /** Empty where the statement says of a column what cannot be said afterwards. */
    private static Optional<List<Column>> ownColumns(CreateTable operation, List<Column> ofParent) {
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

    private static Step createdBeside(LiveTable parent, Table table, List<Constraint.ForeignKey> leftOut) {
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
    private static List<Step> changed(TableName table, LiveTable parent, Column own) {
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
        return Step.of(
                Phase.EXPAND,
                summary,
                new StepAction.RunStatement(statement),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                Impact.NONE);
    }

    Recipe attached(AttachPartition operation) {
        LiveTable parent = LiveTable.of(context, operation.table());
        LiveTable part = LiveTable.of(context, operation.partition());
        if (parent.isNew() && part.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (part.isSmall() && defaultOf(parent).map(LiveTable::isSmall).orElse(true)) {
            return Recipe.asWritten(TransactionMode.SEPARATE, attaching(parent, part.name(), Impact.Duration.SCAN));
        }
        boolean isDefault = operation.bound().strip().equalsIgnoreCase("DEFAULT");
        Optional<String> condition = isDefault ? Optional.empty() : condition(parent, operation.bound());
        if (condition.isEmpty() && !part.isSmall()) {
            throw RecipeProblem.SCANS_UNDER_LOCK.with(
                    "to attach " + part.name() + " to " + parent.name()
                            + " reads every row of it while nobody can use it, because no check is known that proves"
                            + " where the rows belong",
                    "give " + part.name() + " a validated check that says what its partition bound says, and write"
                            + " `-- segue:verbatim` before the statement to run it as it is");
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>(List.of(detachedIfAttached(parent, part.name())));
        buildMissingIndexes(parent, part, steps, retreat);
        if (!part.isSmall()) {
            steps.addAll(guarded(part, condition.orElseThrow(), "belongs to the partition " + part.name()));
        }
        steps.addAll(guardDefault(parent, operation.bound()));
        steps.add(attached(parent, part.name(), operation.bound()));
        if (!part.isSmall()) {
            steps.add(unguarded(part));
            retreat.add(unguarded(part));
        }
        steps.addAll(unguardDefault(parent));
        retreat.addAll(unguardDefault(parent));
        return Recipe.of(steps, retreat);
    }

    /** The old application may still look for the rows, so they go when it is gone. */
    Recipe detached(DetachPartition operation) {
        LiveTable parent = LiveTable.of(context, operation.table());
        LiveTable part = LiveTable.of(context, operation.partition());
        return Recipe.of(parent.isNew() ? List.of(detachedAtOnce(parent, part)) : detaching(parent, part));
    }

    /** Concurrently it leaves a check behind that says what the bound said; nobody asked for that. */
    List<Step> detaching(LiveTable parent, LiveTable part) {
        boolean hasDefault = defaultOf(parent).isPresent();
        Step detached = detached(parent, part, hasDefault);
        if (hasDefault) {
            return List.of(detached);
        }
        Constraint.Check left = new Constraint.Check(
                Optional.empty(), SqlExpression.of("TRUE"), List.copyOf(keyColumns(parent)), true, true);
        SqlName name = DefaultNames.of(left, part.name(), DefaultNames.constraintsOf(part));
        return List.of(
                detached,
                OwnSteps.separate(
                        Phase.CONTRACT,
                        "drop the check on " + part.name() + " that is left of its bound",
                        DROP_CHECK.with("table", part.name()).with("check", name),
                        part.moment(LockLevel.ACCESS_EXCLUSIVE)));
    }

    /** Those that decide in which partition a row is, up to the root. */
    private Set<SqlName> keyColumns(LiveTable parent) {
        Set<SqlName> columns = new LinkedHashSet<>();
        Optional<LiveTable> ancestor = Optional.of(parent);
        while (ancestor.isPresent()) {
            LiveTable each = ancestor.get();
            each.known()
                    .flatMap(Table::partitioning)
                    .map(key -> key.substring(Math.max(0, key.indexOf('('))))
                    .ifPresent(key -> columns.addAll(
                            ColumnReferences.in(SqlExpression.of(key)).columns()));
            ancestor = each.known().flatMap(Table::partition).map(place -> LiveTable.of(context, place.of()));
        }
        return columns;
    }

    /** Not as written: concurrently it would leave the check behind here, and not where the table is in use. */
    private static Step detachedAtOnce(LiveTable parent, LiveTable part) {
        return OwnSteps.together(
                Phase.EXPAND,
                "detach partition " + part.name() + " from " + parent.name(),
                DETACH.with("parent", parent.name()).with("table", part.name()));
    }

    private static Step detached(LiveTable parent, LiveTable part, boolean hasDefault) {
        List<Impact.Lock> locks = new ArrayList<>(List.of(
                new Impact.Lock(
                        parent.name(), hasDefault ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE_UPDATE_EXCLUSIVE),
                new Impact.Lock(part.name(), LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(onReferredTables(parent));
        return OwnSteps.running(
                Phase.CONTRACT,
                "detach partition " + part.name() + " from " + parent.name(),
                (hasDefault ? DETACH : DETACH_CONCURRENTLY)
                        .with("parent", parent.name())
                        .with("table", part.name()),
                new Impact(locks, Impact.Duration.MOMENT, 0, 0));
    }

    private Step detachedIfAttached(LiveTable parent, TableName part) {
        List<Impact.Lock> locks = new ArrayList<>(List.of(
                new Impact.Lock(parent.name(), LockLevel.ACCESS_EXCLUSIVE),
                new Impact.Lock(part, LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(onReferredTables(parent));
        return OwnSteps.separate(
                Phase.EXPAND,
                "detach partition " + part + " from " + parent.name(),
                DETACH_IF_ATTACHED
                        .withLiteral("parent_text", quoted(parent.name()))
                        .withLiteral("table_text", quoted(part))
                        .with("parent", parent.name())
                        .with("table", part),
                new Impact(locks, Impact.Duration.MOMENT, 0, 0));
    }

    private static String quoted(TableName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    private Step attached(LiveTable parent, TableName part, String bound) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "attach partition " + part + " to " + parent.name(),
                ATTACH.with("parent", parent.name()).with("table", part).withSql("bound", bound),
                attaching(parent, part, Impact.Duration.MOMENT));
    }

    private Impact attaching(LiveTable parent, TableName part, Impact.Duration duration) {
        List<Impact.Lock> locks = new ArrayList<>();
        locks.add(new Impact.Lock(parent.name(), LockLevel.SHARE_UPDATE_EXCLUSIVE));
        locks.add(new Impact.Lock(part, LockLevel.ACCESS_EXCLUSIVE));
        defaultOf(parent).ifPresent(rest -> locks.add(new Impact.Lock(rest.name(), LockLevel.ACCESS_EXCLUSIVE)));
        locks.addAll(onReferredTables(parent));
        return new Impact(locks, duration, 0, 0);
    }

    /** A part takes over the foreign keys of its parent, and gives them back. */
    private static List<Impact.Lock> onReferredTables(LiveTable parent) {
        return parent.constraints().stream()
                .filter(Constraint.ForeignKey.class::isInstance)
                .map(key -> ((Constraint.ForeignKey) key).referencedTable())
                .distinct()
                .map(other -> new Impact.Lock(other, LockLevel.SHARE_ROW_EXCLUSIVE))
                .toList();
    }

    /** Otherwise attaching builds them, while nobody can use the new part. */
    private void buildMissingIndexes(LiveTable parent, LiveTable part, List<Step> steps, List<Step> retreat) {
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
            Index missing = withoutConstraint(index).named(name);
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

    private static Index withoutConstraint(Index index) {
        return new Index(
                index.name(),
                index.table(),
                index.isUnique(),
                index.method(),
                index.parts(),
                index.include(),
                index.areNullsDistinct(),
                index.parameters(),
                index.tablespace(),
                index.predicate(),
                true,
                Optional.empty());
    }

    private static Optional<String> condition(LiveTable parent, String bound) {
        return parent.known().flatMap(Table::partitioning).flatMap(key -> PartitionBound.condition(key, bound));
    }

    private Optional<LiveTable> defaultOf(LiveTable parent) {
        return parent.partitions().stream()
                .filter(partition -> partition
                        .known()
                        .flatMap(Table::partition)
                        .filter(place -> place.bound().strip().equalsIgnoreCase("DEFAULT"))
                        .isPresent())
                .findFirst();
    }

    /** The partition for the rest is read too, unless a check says that it holds nothing of the new one. */
    private List<Step> guardDefault(LiveTable parent, String bound) {
        Optional<LiveTable> rest = defaultOf(parent).filter(table -> !table.isSmall());
        if (rest.isEmpty()) {
            return List.of();
        }
        String condition = condition(parent, bound)
                .orElseThrow(() -> RecipeProblem.SCANS_UNDER_LOCK.with(
                        "another partition of " + parent.name() + " reads every row of the default partition "
                                + rest.get().name() + " while nobody can use it",
                        "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody"
                                + " minds"));
        return guarded(rest.get(), "NOT (" + condition + ")", "is not one of the new partition");
    }

    private List<Step> unguardDefault(LiveTable parent) {
        return defaultOf(parent)
                .filter(table -> !table.isSmall())
                .map(rest -> List.of(unguarded(rest)))
                .orElse(List.of());
    }

    private static List<Step> guarded(LiveTable table, String condition, String claim) {
        return List.of(
                OwnSteps.requireNone(
                        Phase.EXPAND,
                        Offences.violations(table, SqlExpression.of(condition)),
                        "every row of " + table.name() + " " + claim,
                        "move or delete these rows, then run it again",
                        table.scan(LockLevel.ACCESS_SHARE)),
                OwnSteps.separate(
                        Phase.EXPAND,
                        "declare which rows " + table.name() + " may hold",
                        ADD_CHECK
                                .with("table", table.name())
                                .with("check", SqlName.of(CHECK))
                                .withSql("condition", condition),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                OwnSteps.separate(
                        Phase.EXPAND,
                        "validate which rows " + table.name() + " holds",
                        VALIDATE.with("table", table.name()).with("check", SqlName.of(CHECK)),
                        table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE)));
    }

    private static Step unguarded(LiveTable table) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop the check on " + table.name() + ", which is no longer needed",
                DROP_CHECK.with("table", table.name()).with("check", SqlName.of(CHECK)),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }
}
