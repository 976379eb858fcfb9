package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a rule is laid upon a table in use. A look at the rows comes first, so that nothing has been begun yet where one of them
 * breaks it; then the rule is declared for new rows, and then it is validated while everyone works on. A unique rule is
 * built as an index concurrently: once that is there, the constraint itself changes nothing for either application, so that
 * it need not wait for the contract phase.
 */
final class AddConstraintRecipe implements Constraint.Visitor<Recipe> {

    private static final SqlTemplate ADD_TO_PARENT = SqlTemplate.of("""
            ALTER TABLE ONLY {table}
              ADD {definition}
            """);

    /** Since this version a foreign key of a partitioned table may be declared first and validated later. */
    private static final int FIRST_WITH_PARTITIONED_NOT_VALID = 18;

    private static final long BYTES_OF_A_MEBIBYTE = 1L << 20;

    private final PlanningContext context;
    private final AddConstraint operation;
    private final LiveTable table;

    AddConstraintRecipe(PlanningContext context, AddConstraint operation) {
        this.context = context;
        this.operation = operation;
        this.table = LiveTable.of(context, operation.table());
    }

    Recipe recipe() {
        Constraint constraint = operation.constraint();
        boolean isThere = constraint.name().flatMap(table::constraint).isPresent()
                || (constraint instanceof Constraint.PrimaryKey && !table.key().isEmpty());
        if (isThere && !table.isNew()) {
            return refusedByTheDatabase();
        }
        if (isBroughtBack(constraint)) {
            return Recipe.of(List.of());
        }
        Recipe recipe = constraint.accept(this);
        return constraint
                .name()
                .flatMap(name -> context.trashed(TrashedObject.Kind.CONSTRAINT, operation.table(), name))
                .map(trashed -> withRemarks(recipe, trashed))
                .orElse(recipe);
    }

    /** What is built in the words of the downgrade is again what it was with what these do not say. */
    private Recipe withRemarks(Recipe recipe, TrashedObject trashed) {
        List<Step> steps = new ArrayList<>(recipe.steps());
        List<Step> retreat = new ArrayList<>(recipe.retreat());
        recipe.asWritten().ifPresent(plain -> {
            steps.addAll(OwnSteps.written(operation, plain));
            retreat.add(ConstraintSteps.dropped(table, operation.constraint()));
        });
        steps.addAll(Remarks.repeated(
                steps.get(steps.size() - 1).phase(), trashed, table.moment(LockLevel.ACCESS_EXCLUSIVE)));
        return Recipe.of(steps, retreat);
    }

    private boolean isBroughtBack(Constraint constraint) {
        if (context.trash().isEmpty()) {
            return false;
        }
        return new BroughtBack(table).holds(named(constraint, constraint::named));
    }

    /** In no steps, whose way back would take away what was there before. */
    private Recipe refusedByTheDatabase() {
        return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    @Override
    public Recipe visit(Constraint.ForeignKey key) {
        LiveTable other = LiveTable.of(context, key.referencedTable());
        if (table.isNew()) {
            return other.isNew() || other.name().equals(table.name())
                    ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                    : Recipe.asWritten(TransactionMode.SEPARATE, other.moment(LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        boolean needsScan = !operation.isNotValid() && key.isEnforced();
        Impact moment = PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE);
        if (!needsScan) {
            return atOnce(key, other, moment);
        }
        if (table.isSmall() && other.isSmall()) {
            return atOnce(key, other, table.sized(moment.locks(), Impact.Duration.SCAN));
        }
        return whileAllWorkOn(named(key, key::named));
    }

    /** What brings back a key that is gone by then, as it was. */
    List<Step> stepsFor(Constraint.ForeignKey key) {
        return operation.isNotValid()
                ? List.of(ConstraintSteps.declared(table, key))
                : whileAllWorkOn(key).steps();
    }

    private Recipe whileAllWorkOn(Constraint.ForeignKey key) {
        return isPerPartition(table) ? perPartition(key) : declaredAndValidated(key);
    }

    /** Whether a foreign key of the table cannot be declared without a look at its rows. */
    static boolean isPerPartition(LiveTable table) {
        return table.isPartitioned() && table.context().databaseVersion() < FIRST_WITH_PARTITIONED_NOT_VALID;
    }

    /** As it is written, it would lock the table before the other one, and so the other way round than those who write to both. */
    private Recipe atOnce(Constraint.ForeignKey key, LiveTable other, Impact impact) {
        boolean isAnyOrder = !table.isPhased() || other.name().equals(table.name());
        if (isAnyOrder) {
            return Recipe.asWritten(TransactionMode.SEPARATE, impact);
        }
        Constraint.ForeignKey named = named(key, key::named);
        String definition = operation.isNotValid() ? DdlWriter.constraintNotValid(named) : DdlWriter.constraint(named);
        return Recipe.of(
                List.of(OwnSteps.separate(
                        Phase.EXPAND, operation.summary(), ConstraintSteps.adding(table, named, definition), impact)),
                List.of(ConstraintSteps.dropped(table, named)));
    }

    @Override
    public Recipe visit(Constraint.Check check) {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (operation.isNotValid() || !check.isEnforced()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        return table.isSmall()
                ? Recipe.asWritten(TransactionMode.SEPARATE, table.scan(LockLevel.ACCESS_EXCLUSIVE))
                : declaredAndValidated(named(check, check::named));
    }

    private Recipe declaredAndValidated(Constraint constraint) {
        List<Step> steps = new ArrayList<>();
        ConstraintSteps.noneOffends(table, constraint).ifPresent(steps::add);
        steps.add(ConstraintSteps.declared(table, constraint));
        steps.add(ConstraintSteps.validated(table, ConstraintSteps.nameOf(constraint), Optional.of(constraint)));
        return Recipe.of(steps, List.of(ConstraintSteps.dropped(table, constraint)));
    }

    /** Each partition gets the key by itself; the key of the parent then takes these over without a look at a row. */
    private Recipe perPartition(Constraint.ForeignKey key) {
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        ConstraintSteps.noneOffends(table, key).ifPresent(steps::add);
        for (LiveTable leaf : table.leaves()) {
            steps.add(ConstraintSteps.declared(leaf, key));
            steps.add(ConstraintSteps.validated(leaf, ConstraintSteps.nameOf(key), Optional.of(key)));
            retreat.add(ConstraintSteps.dropped(leaf, key));
        }
        steps.add(OwnSteps.separate(
                Phase.MIGRATE,
                "add foreign key " + ConstraintSteps.nameOf(key) + " to " + table.name()
                        + ", which takes over those of its partitions",
                ConstraintSteps.adding(table, key, DdlWriter.constraint(key)),
                PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE)));
        retreat.add(0, ConstraintSteps.dropped(table, key));
        return Recipe.of(steps, retreat);
    }

    @Override
    public Recipe visit(Constraint.Unique unique) {
        if (unique.isWithoutOverlaps()) {
            return scanning("a key WITHOUT OVERLAPS");
        }
        Constraint.Unique named = named(unique, unique::named);
        return indexed(
                named,
                uniqueIndex(
                        named.columns(),
                        named.include(),
                        named.areNullsDistinct(),
                        named.storage(),
                        ConstraintSteps.nameOf(named)),
                List.of());
    }

    @Override
    public Recipe visit(Constraint.PrimaryKey primaryKey) {
        if (primaryKey.isWithoutOverlaps()) {
            return scanning("a key WITHOUT OVERLAPS");
        }
        Constraint.PrimaryKey named = named(primaryKey, primaryKey::named);
        return indexed(
                named,
                uniqueIndex(named.columns(), named.include(), true, named.storage(), ConstraintSteps.nameOf(named)),
                named.columns().stream().filter(table::isNullable).toList());
    }

    private Recipe indexed(Constraint constraint, Index index, List<SqlName> nullable) {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (table.isSmall()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.scan(LockLevel.ACCESS_EXCLUSIVE));
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        for (SqlName column : nullable) {
            steps.addAll(NotNull.set(
                    Phase.MIGRATE, table, column, "give these rows a value in " + column + ", then run it again"));
            retreat.addAll(NotNull.retreat(table, column));
            table.partitions().forEach(partition -> dropNotNull(partition, column, retreat));
        }
        if (table.isPartitioned()) {
            steps.add(PostgresqlIndexes.requireUnique(Phase.MIGRATE, table, index));
            retreat.addAll(0, declareOnParts(table, constraint, index, DefaultNames.inUse(context), steps));
        } else {
            steps.addAll(PostgresqlIndexes.build(Phase.MIGRATE, table, index));
            steps.add(ConstraintSteps.usingIndex(table, constraint));
            retreat.addAll(
                    0,
                    List.of(
                            ConstraintSteps.dropped(table, constraint),
                            PostgresqlIndexes.dropConcurrently(
                                    Phase.EXPAND, table, ConstraintSteps.nameOf(constraint))));
        }
        return Recipe.of(steps, retreat);
    }

    /** The key of a partition makes NOT NULL its own, so that it stays when the parent's goes. */
    private static void dropNotNull(LiveTable member, SqlName column, List<Step> retreat) {
        retreat.add(NotNull.drop(Phase.EXPAND, member, column));
        member.partitions().forEach(partition -> dropNotNull(partition, column, retreat));
    }

    /**
     * The parent gets the constraint alone, each partition builds its own, and these are attached.
     *
     * @return what takes it back
     */
    private List<Step> declareOnParts(
            LiveTable member, Constraint constraint, Index index, Set<String> inUse, List<Step> steps) {
        List<Step> retreat = new ArrayList<>();
        SqlName name = ConstraintSteps.nameOf(constraint);
        retreat.add(ConstraintSteps.dropped(member, name));
        if (!member.isPartitioned()) {
            steps.addAll(PostgresqlIndexes.buildUnchecked(Phase.MIGRATE, member, index.named(name)));
            steps.add(ConstraintSteps.usingIndex(member, constraint));
            retreat.add(PostgresqlIndexes.dropConcurrently(Phase.EXPAND, member, name));
            return retreat;
        }
        steps.add(OwnSteps.separate(
                Phase.MIGRATE,
                "declare " + name + " on " + member.name() + " without its partitions",
                ADD_TO_PARENT.with("table", member.name()).withSql("definition", DdlWriter.constraint(constraint)),
                Impact.moment(member.name(), LockLevel.ACCESS_EXCLUSIVE)));
        for (LiveTable partition : member.partitions()) {
            SqlName part = DefaultNames.of(constraint, partition.name(), inUse);
            inUse.add(part.text());
            retreat.addAll(declareOnParts(partition, constraint.named(part), index, inUse, steps));
            steps.add(PostgresqlIndexes.attach(Phase.MIGRATE, member, name, partition, part));
        }
        return retreat;
    }

    private Index uniqueIndex(
            List<SqlName> columns, List<SqlName> include, boolean areNullsDistinct, String storage, SqlName name) {
        return StorageClause.of(storage)
                .on(Index.unique(Optional.of(name), table.name(), columns, include, areNullsDistinct));
    }

    @Override
    public Recipe visit(Constraint.Exclusion exclusion) {
        return scanning("an exclusion constraint");
    }

    /** PostgreSQL has no way to build these while everyone works on. */
    private Recipe scanning(String kind) {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Impact scan = table.scan(LockLevel.ACCESS_EXCLUSIVE);
        if (table.isSmall() || !table.isPhased()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, scan);
        }
        throw RecipeProblem.SCANS_UNDER_LOCK.with(
                kind + " reads every row of " + table.name() + " (" + size(scan) + ") while nobody can use the table:"
                        + " PostgreSQL can neither build its index concurrently nor declare it first and look at the"
                        + " rows later",
                "apply it at a time when nobody minds, with `-- segue:verbatim` before the statement or with"
                        + " rollout = \"direct\"; until then a trigger can keep new rows apart");
    }

    private static String size(Impact scan) {
        return scan.rows() < 0
                ? "nobody counted them yet"
                : String.format(
                        Locale.ROOT,
                        "about %,d, %,d MiB",
                        scan.rows(),
                        Math.max(1, scan.bytes() / BYTES_OF_A_MEBIBYTE));
    }

    private <C extends Constraint> C named(C constraint, Function<SqlName, C> namedSo) {
        Set<String> inUse = new HashSet<>(DefaultNames.inUse(context));
        return constraint.name().isPresent()
                ? constraint
                : namedSo.apply(DefaultNames.of(constraint, table.name(), inUse));
    }
}
