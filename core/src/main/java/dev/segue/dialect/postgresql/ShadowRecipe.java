package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.JoinedFills;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.StandIn;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How columns are replaced by others while both applications work.
 *
 * <p>The shadow and the trigger that mirrors it come into being together; nothing may be demanded of it before that, or
 * what the old application writes in between would fail. It is filled in batches; then it gets its indexes, which would
 * make the filling slower, and its constraints, so that what does not fit is found while the old column is still there.
 * The contract is one short change of the catalog for each table.
 */
final class ShadowRecipe {

    private static final SqlTemplate ANALYZE = SqlTemplate.of("""
            ANALYZE {table} ({column})
            """);

    private static final SqlTemplate ADD = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD {definition}
            """);

    /** What was said about it is said about its copy from now on. */
    private static final SqlTemplate COMMENT_OF_FOREIGN_KEY = SqlTemplate.of("""
            EXECUTE (
                SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', {copy_text}, conrelid::regclass,
                  obj_description(oid, 'pg_constraint'))
                FROM pg_constraint
                WHERE conrelid = {table_text}::regclass
                  AND conname = {constraint_text}
              );
              ALTER TABLE {table}
                DROP CONSTRAINT {constraint};
            """);

    private static final SqlTemplate RENAME_CONSTRAINT = SqlTemplate.of("""
            ALTER TABLE {table}
              RENAME CONSTRAINT {waiting} TO {name}
            """);

    /** Those of partitions are not renamed with that of the whole table. */
    private static final SqlTemplate RENAME_WITH_PARTITIONS = SqlTemplate.of("""
            DO $segue$
            DECLARE
              part regclass;
            BEGIN
              ALTER TABLE {table}
                RENAME CONSTRAINT {waiting} TO {name};
              FOR part IN
                SELECT c.conrelid
                FROM pg_partition_tree({table_text}::regclass) AS tree
                  JOIN pg_constraint AS c ON c.conrelid = tree.relid AND c.conname = {waiting_text}
                WHERE tree.level > 0
              LOOP
                EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', part, {waiting_text}, {name_text});
              END LOOP;
            END
            $segue$
            """);

    private final PlanningContext context;
    private final List<ShadowColumn> shadows;
    private final Copies.Shadowed shadowed;

    /** That of which the schema knows that the shadows are there. */
    private final PlanningContext inBetween;

    ShadowRecipe(PlanningContext context, List<ShadowColumn> shadows) {
        this(context, shadows, Map.of());
    }

    /** @param types from types, as they stand behind values, to those that take their places */
    ShadowRecipe(PlanningContext context, List<ShadowColumn> shadows, Map<String, String> types) {
        this.context = context;
        this.shadows = List.copyOf(shadows);
        Map<TableName, Map<SqlName, SqlName>> byTable = new HashMap<>();
        Schema schema = context.schema();
        for (ShadowColumn shadow : shadows) {
            byTable.computeIfAbsent(shadow.table().name(), table -> new LinkedHashMap<>())
                    .put(shadow.original().name(), shadow.name());
            schema = schema.with(
                    shadow.table().name(),
                    table -> table.plus(
                            shadow.copy().withNullable(shadow.original().isNullable())));
        }
        this.shadowed = new Copies.Shadowed(byTable, types);
        this.inBetween = context.with(schema);
    }

    Recipe recipe() {
        shadows.forEach(shadow -> obstacles(shadow).refuse());
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        for (ShadowColumn shadow : shadows) {
            steps.add(obstacles(shadow).nothingElseUsesIt());
            if (shadow.table().isPartitioned()) {
                steps.add(obstacles(shadow).noPartitionHasItsOwn());
            }
            steps.addAll(shadow.sequences().fitting(Phase.EXPAND));
            steps.addAll(new TriggerFunctions(shadow).missing());
            remadeViews(shadow).ifPresent(views -> steps.add(views.nobodyElseUsesThem(Phase.EXPAND)));
        }
        for (ShadowColumn shadow : shadows) {
            steps.add(new ShadowBirth(shadow).step());
            remadeViews(shadow)
                    .ifPresent(views -> steps.add(views.rehearsal(lastly(shadow).renames())));
            retreat.add(0, new ShadowBirth(shadow).undone());
        }
        for (ShadowColumn shadow : shadows) {
            steps.add(fill(shadow));
            steps.add(analyze(shadow));
        }
        for (LiveTable table : tables()) {
            copyIndexes(table, steps);
        }
        shadows.forEach(shadow -> notNull(shadow, steps));
        for (LiveTable table : tables()) {
            copyConstraints(table, steps);
        }
        List<Step> keysUndone = new ArrayList<>();
        for (KeyCopy key : foreignKeys()) {
            steps.addAll(added(key.table(), key.copy()));
            keysUndone.add(new ForeignKeyDrop(key.table(), key.copy()).step(Phase.EXPAND));
        }
        retreat.addAll(0, keysUndone);
        for (ShadowColumn shadow : shadows) {
            steps.add(everyRowAgrees(Phase.MIGRATE, shadow));
        }
        steps.addAll(contract());
        return Recipe.of(JoinedFills.in(steps), retreat).withStandIns(standIns());
    }

    private ShadowObstacles obstacles(ShadowColumn shadow) {
        return new ShadowObstacles(context, shadow, !shadowed.types().isEmpty());
    }

    private static Optional<RemadeViews> remadeViews(ShadowColumn shadow) {
        return Optional.of(new RemadeViews(shadow))
                .filter(views -> !views.views().isEmpty());
    }

    private ShadowSwitch lastly(ShadowColumn shadow) {
        return new ShadowSwitch(shadow, new Copies(shadowed, shadow.table()));
    }

    private List<StandIn> standIns() {
        return shadows.stream()
                .filter(ShadowColumn::isRenamedInTheEnd)
                .map(shadow -> new StandIn(shadow.table().name(), shadow.finalName(), shadow.name()))
                .toList();
    }

    private List<Step> contract() {
        List<Step> steps = new ArrayList<>();
        for (ShadowColumn shadow : shadows) {
            steps.add(everyRowAgrees(Phase.CONTRACT, shadow));
            steps.addAll(shadow.sequences().fitting(Phase.CONTRACT));
            steps.addAll(new TriggerFunctions(shadow).failing());
            remadeViews(shadow).ifPresent(views -> steps.add(views.nobodyElseUsesThem(Phase.CONTRACT)));
        }
        for (KeyCopy key : foreignKeys()) {
            steps.add(replaced(key));
        }
        List<Constraint> switchedConstraints = new ArrayList<>();
        List<Index> switchedIndexes = new ArrayList<>();
        for (ShadowColumn shadow : shadows) {
            steps.add(lastly(shadow).step(switchedConstraints, switchedIndexes));
        }
        for (KeyCopy key : foreignKeys()) {
            steps.add(named(key));
        }
        return steps;
    }

    private List<LiveTable> tables() {
        return shadows.stream()
                .map(shadow -> LiveTable.of(inBetween, shadow.table().name()))
                .distinct()
                .toList();
    }

    private static Step fill(ShadowColumn shadow) {
        return OwnSteps.fill(
                Phase.MIGRATE,
                "fill " + shadow.table().name() + "." + shadow.name() + " from "
                        + shadow.original().name(),
                shadow.fill(),
                shadow.table().batches());
    }

    private static Step analyze(ShadowColumn shadow) {
        return OwnSteps.separate(
                Phase.MIGRATE,
                "let the planner know what " + shadow.table().name() + "." + shadow.name() + " holds",
                ANALYZE.with("table", shadow.table().name()).with("column", shadow.name()),
                new Impact(shadow.table().locks(LockLevel.SHARE_UPDATE_EXCLUSIVE), Impact.Duration.SCAN, 30_000, -1));
    }

    /** Those that carry a constraint are built together with it. */
    private void copyIndexes(LiveTable table, List<Step> steps) {
        Copies copies = new Copies(shadowed, table);
        for (Index index : table.indexes()) {
            Optional<Index> copy = index.constraint().isEmpty() ? copies.of(index) : Optional.empty();
            copy.ifPresent(found -> steps.addAll(PostgresqlIndexes.buildUnchecked(Phase.MIGRATE, table, found)));
        }
    }

    private static void notNull(ShadowColumn shadow, List<Step> steps) {
        if (!shadow.original().isNullable()) {
            steps.addAll(NotNull.set(
                    Phase.MIGRATE,
                    shadow.table(),
                    shadow.name(),
                    "correct what is computed from " + shadow.original().name()
                            + " for these rows, then run it again"));
        }
    }

    private void copyConstraints(LiveTable table, List<Step> steps) {
        Copies copies = new Copies(shadowed, table);
        for (Constraint constraint : table.constraints()) {
            Optional<Constraint> copy =
                    constraint instanceof Constraint.ForeignKey ? Optional.empty() : copies.of(constraint);
            copy.ifPresent(found -> steps.addAll(
                    found instanceof Constraint.PrimaryKey key ? keyIndex(table, key) : added(table, found)));
        }
    }

    /** A table has one primary key: the index of the next one waits for the switch. */
    private static List<Step> keyIndex(LiveTable table, Constraint.PrimaryKey key) {
        Index index = Index.unique(key.name(), table.name(), key.columns(), key.include(), true);
        return PostgresqlIndexes.buildUnchecked(
                Phase.MIGRATE, table, StorageClause.of(key.storage()).on(index));
    }

    private List<Step> added(LiveTable table, Constraint copy) {
        Recipe recipe = new AddConstraintRecipe(
                        inBetween, new AddConstraint(table.name(), copy, !ConstraintSteps.isValidated(copy)))
                .recipe();
        return recipe.asWritten()
                .map(plain -> List.of(OwnSteps.separate(
                        Phase.MIGRATE,
                        "add " + nameOf(copy) + " to " + table.name(),
                        ADD.with("table", table.name())
                                .withSql(
                                        "definition",
                                        ConstraintSteps.isValidated(copy)
                                                ? DdlWriter.constraint(copy)
                                                : DdlWriter.constraintNotValid(copy)),
                        plain.impact())))
                .orElseGet(() -> recipe.steps().stream()
                        .map(step -> step.in(Phase.MIGRATE))
                        .toList());
    }

    /** A foreign key from or to a shadow. */
    private record KeyCopy(LiveTable table, Constraint.ForeignKey original, Constraint.ForeignKey copy) {}

    private List<KeyCopy> foreignKeys() {
        List<KeyCopy> keys = new ArrayList<>();
        for (Table known : context.schema().tables()) {
            LiveTable table = LiveTable.of(inBetween, known.name());
            Copies copies = new Copies(shadowed, table);
            for (Constraint constraint : known.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key
                        && known.partition().isEmpty()) {
                    copies.of(key).ifPresent(copy -> keys.add(new KeyCopy(table, key, (Constraint.ForeignKey) copy)));
                }
            }
        }
        return keys;
    }

    private static Step named(KeyCopy key) {
        SqlName waiting = nameOf(key.copy());
        SqlName name = nameOf(key.original());
        SqlTemplate renaming = key.table().isPartitioned()
                ? RENAME_WITH_PARTITIONS
                        .withLiteral("table_text", key.table().name().quoted(SqlSyntax.POSTGRESQL))
                        .withLiteral("waiting_text", waiting.text())
                        .withLiteral("name_text", name.text())
                : RENAME_CONSTRAINT;
        return OwnSteps.separate(
                Phase.CONTRACT,
                "give foreign key " + name + " of " + key.table().name() + " its name",
                renaming.with("table", key.table().name())
                        .with("waiting", waiting)
                        .with("name", name),
                key.table().moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private static Step replaced(KeyCopy key) {
        SqlTemplate onTable = COMMENT_OF_FOREIGN_KEY
                .with("table", key.table().name())
                .withLiteral("table_text", key.table().name().quoted(SqlSyntax.POSTGRESQL))
                .withLiteral("constraint_text", nameOf(key.original()).text())
                .withLiteral("copy_text", nameOf(key.copy()).text())
                .with("constraint", nameOf(key.original()));
        return new ForeignKeyDrop(key.table(), key.original())
                .stepOf(
                        Phase.CONTRACT,
                        "drop foreign key " + nameOf(key.original()) + " of "
                                + key.table().name(),
                        onTable.sql(SqlSyntax.POSTGRESQL));
    }

    private static Step everyRowAgrees(Phase phase, ShadowColumn shadow) {
        return OwnSteps.requireNone(
                phase,
                Offences.violations(shadow.table(), shadow.agrees()),
                "in every row of " + shadow.table().name() + ", " + shadow.name() + " agrees with "
                        + shadow.original().name(),
                "look whether somebody disabled the trigger of "
                        + shadow.table().name()
                        + " that keeps them equal; update these rows so that they agree, then run it again",
                shadow.table().scan(LockLevel.ACCESS_SHARE));
    }

    static SqlName nameOf(Constraint constraint) {
        return constraint.name().orElseThrow();
    }
}
