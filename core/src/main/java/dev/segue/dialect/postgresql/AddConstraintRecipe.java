package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
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
import java.util.HashSet;
import java.util.List;
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

    private static final SqlTemplate ADD = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD {definition}
            """);

    /**
     * ADD FOREIGN KEY locks its own table first. Applications write the row that is referred to before the one that refers
     * to it, so in the other order nobody waits for us who makes us wait. To lock a table by itself takes a right to
     * write to it, which a foreign key does not.
     */
    private static final SqlTemplate ADD_AFTER_OTHER = SqlTemplate.of("""
            DO $segue$
            BEGIN
              IF has_table_privilege({other_text}, 'UPDATE, DELETE, TRUNCATE') THEN
                LOCK TABLE ONLY {other} IN SHARE ROW EXCLUSIVE MODE;
              END IF;
              ALTER TABLE {table}
                ADD {definition};
            END
            $segue$
            """);

    private static final SqlTemplate ADD_TO_PARENT = SqlTemplate.of("""
            ALTER TABLE ONLY {table}
              ADD {definition}
            """);

    private static final SqlTemplate VALIDATE = SqlTemplate.of("""
            ALTER TABLE {table}
              VALIDATE CONSTRAINT {constraint}
            """);

    private static final SqlTemplate USING_INDEX = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {constraint} {kind} USING INDEX {index} {deferral}
            """);

    private static final SqlTemplate DROP = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP CONSTRAINT IF EXISTS {constraint}
            """);

    /** Since this version a foreign key of a partitioned table may be declared first and validated later. */
    private static final int FIRST_WITH_PARTITIONED_NOT_VALID = 18;

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
        return isThere && !table.isNew() ? refusedByTheDatabase() : constraint.accept(this);
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
        if (!needsScan) {
            return Recipe.asWritten(
                    TransactionMode.SEPARATE, PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        if (table.isSmall() && other.isSmall()) {
            return Recipe.asWritten(
                    TransactionMode.SEPARATE,
                    table.sized(
                            PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE)
                                    .locks(),
                            Impact.Duration.SCAN));
        }
        Constraint.ForeignKey named = named(key, key::named);
        boolean isPerPartition = table.isPartitioned() && context.databaseVersion() < FIRST_WITH_PARTITIONED_NOT_VALID;
        return isPerPartition ? perPartition(named) : declaredAndValidated(named);
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
        noneOffends(table, constraint).ifPresent(steps::add);
        steps.add(declared(table, constraint));
        steps.add(validated(table, nameOf(constraint), Optional.of(constraint)));
        return Recipe.of(steps, List.of(dropped(table, constraint)));
    }

    /** Each partition gets the key by itself; the key of the parent then takes these over without a look at a row. */
    private Recipe perPartition(Constraint.ForeignKey key) {
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        noneOffends(table, key).ifPresent(steps::add);
        for (LiveTable leaf : table.leaves()) {
            steps.add(declared(leaf, key));
            steps.add(validated(leaf, nameOf(key), Optional.of(key)));
            retreat.add(dropped(leaf, key));
        }
        steps.add(OwnSteps.separate(
                Phase.MIGRATE,
                "add foreign key " + nameOf(key) + " to " + table.name() + ", which takes over those of its partitions",
                adding(table, key, DdlWriter.constraint(key)),
                PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE)));
        retreat.add(0, dropped(table, key));
        return Recipe.of(steps, retreat);
    }

    private static Step declared(LiveTable table, Constraint constraint) {
        String summary = "add " + nameOf(constraint) + " to " + table.name() + " for new rows";
        if (constraint instanceof Constraint.ForeignKey key) {
            return OwnSteps.separate(
                    Phase.MIGRATE,
                    summary,
                    adding(table, key, DdlWriter.constraintNotValid(key)),
                    PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        return Step.separate(
                Phase.MIGRATE, summary, declaration(table, constraint), table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private static SqlTemplate adding(LiveTable table, Constraint.ForeignKey key, String definition) {
        TableName other = LiveTable.of(table.context(), key.referencedTable()).name();
        if (other.equals(table.name())) {
            return ADD.with("table", table.name()).withSql("definition", definition);
        }
        return ADD_AFTER_OTHER
                .withLiteral("other_text", other.quoted(SqlSyntax.POSTGRESQL))
                .with("other", other)
                .with("table", table.name())
                .withSql("definition", definition);
    }

    private static SqlStatement declaration(LiveTable table, Constraint constraint) {
        return OwnSteps.statement(
                ADD.with("table", table.name()).withSql("definition", DdlWriter.constraintNotValid(constraint)));
    }

    /** Every row is read; for a foreign key the other table is locked a little as well. */
    static Step validated(LiveTable table, SqlName constraint, Optional<Constraint> known) {
        List<Impact.Lock> locks = new ArrayList<>(table.locks(LockLevel.SHARE_UPDATE_EXCLUSIVE));
        if (known.orElse(null) instanceof Constraint.ForeignKey key) {
            locks.addAll(LiveTable.of(table.context(), key.referencedTable()).locks(LockLevel.ROW_SHARE));
        }
        return OwnSteps.separate(
                Phase.MIGRATE,
                "validate " + constraint + " of " + table.name(),
                VALIDATE.with("table", table.name()).with("constraint", constraint),
                table.sized(locks, Impact.Duration.SCAN));
    }

    /** A foreign key holds on to the other table as well. */
    static Step dropped(LiveTable table, Constraint constraint) {
        Impact impact = constraint instanceof Constraint.ForeignKey key
                ? PostgresqlConstraints.onBoth(table, key, LockLevel.ACCESS_EXCLUSIVE)
                : table.moment(LockLevel.ACCESS_EXCLUSIVE);
        return dropped(table, nameOf(constraint), impact);
    }

    static Step dropped(LiveTable table, SqlName constraint) {
        return dropped(table, constraint, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private static Step dropped(LiveTable table, SqlName constraint, Impact impact) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop " + constraint + " of " + table.name(),
                DROP.with("table", table.name()).with("constraint", constraint),
                impact);
    }

    /** Looks for rows that break the rule; empty where it cannot be said in a query. */
    static Optional<Step> noneOffends(LiveTable table, Constraint constraint) {
        if (constraint instanceof Constraint.Check check) {
            return Optional.of(noneBreaks(
                    table, nameOf(check), Offences.violations(table, check.condition()), "change these rows"));
        }
        if (constraint instanceof Constraint.ForeignKey key && !key.isPeriod()) {
            return Offences.orphans(table, key)
                    .map(query -> noneBreaks(
                            table,
                            nameOf(key),
                            query,
                            "insert the missing rows of " + key.referencedTable() + ", or change or delete these"));
        }
        return Optional.empty();
    }

    private static Step noneBreaks(LiveTable table, SqlName rule, String query, String remedy) {
        return OwnSteps.requireNone(
                Phase.MIGRATE,
                query,
                "every row of " + table.name() + " keeps " + rule,
                remedy + ", then run it again",
                table.scan(LockLevel.ACCESS_SHARE));
    }

    @Override
    public Recipe visit(Constraint.Unique unique) {
        if (unique.isWithoutOverlaps()) {
            return scanning();
        }
        Constraint.Unique named = named(unique, unique::named);
        return indexed(
                named,
                uniqueIndex(named.columns(), named.include(), named.areNullsDistinct(), named.storage(), nameOf(named)),
                List.of());
    }

    @Override
    public Recipe visit(Constraint.PrimaryKey primaryKey) {
        if (primaryKey.isWithoutOverlaps()) {
            return scanning();
        }
        Constraint.PrimaryKey named = named(primaryKey, primaryKey::named);
        return indexed(
                named,
                uniqueIndex(named.columns(), named.include(), true, named.storage(), nameOf(named)),
                named.columns().stream()
                        .filter(column -> isNullable(table, column))
                        .toList());
    }

    /** Also true where nothing is known of the column: to make sure of it twice does no harm. */
    static boolean isNullable(LiveTable table, SqlName column) {
        return table.column(column).map(Column::isNullable).orElse(true);
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
            steps.add(usingIndex(table, constraint));
            retreat.addAll(
                    0,
                    List.of(
                            dropped(table, constraint),
                            PostgresqlIndexes.dropConcurrently(Phase.EXPAND, table, nameOf(constraint))));
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
        SqlName name = nameOf(constraint);
        retreat.add(dropped(member, name));
        if (!member.isPartitioned()) {
            steps.addAll(PostgresqlIndexes.buildUnchecked(Phase.MIGRATE, member, index.named(name)));
            steps.add(usingIndex(member, constraint));
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

    private static Deferral deferralOf(Constraint constraint) {
        return constraint instanceof Constraint.Unique unique
                ? unique.deferral()
                : ((Constraint.PrimaryKey) constraint).deferral();
    }

    private Index uniqueIndex(
            List<SqlName> columns, List<SqlName> include, boolean areNullsDistinct, String storage, SqlName name) {
        return StorageClause.of(storage)
                .on(new Index(
                        Optional.of(name),
                        table.name(),
                        true,
                        "btree",
                        columns.stream().map(Index.Part::of).toList(),
                        include,
                        areNullsDistinct,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty()));
    }

    /** With the index of the same name. */
    static Step usingIndex(LiveTable table, Constraint constraint) {
        SqlName name = nameOf(constraint);
        return usingIndex(table, name, name, constraint instanceof Constraint.PrimaryKey, deferralOf(constraint));
    }

    static Step usingIndex(
            LiveTable table, SqlName constraint, SqlName index, boolean isPrimaryKey, Deferral deferral) {
        return OwnSteps.separate(
                Phase.MIGRATE,
                "make index " + index + " of " + table.name() + " the "
                        + (isPrimaryKey ? "primary key" : "constraint " + constraint),
                USING_INDEX
                        .with("table", table.name())
                        .with("constraint", constraint)
                        .withSql("kind", isPrimaryKey ? "PRIMARY KEY" : "UNIQUE")
                        .with("index", index)
                        .withSql("deferral", deferral.clause()),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    @Override
    public Recipe visit(Constraint.Exclusion exclusion) {
        return scanning();
    }

    /** PostgreSQL has no way to build these while everyone works on. */
    private Recipe scanning() {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (table.isSmall()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.scan(LockLevel.ACCESS_EXCLUSIVE));
        }
        throw RecipeProblem.SCANS_UNDER_LOCK.with(
                "an exclusion constraint reads every row of " + table.name() + " while nobody can use it",
                "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody minds");
    }

    /** Statements that lay the rule upon the table while everyone works on. */
    static List<SqlStatement> statements(LiveTable table, Constraint constraint) {
        SqlName name = nameOf(constraint);
        if (constraint instanceof Constraint.Check || constraint instanceof Constraint.ForeignKey) {
            return List.of(
                    declaration(table, constraint),
                    OwnSteps.statement(VALIDATE.with("table", table.name()).with("constraint", name)));
        }
        Optional<Index> carrier = table.known().map(Table::indexes).orElse(List.of()).stream()
                .filter(index -> index.constraint().equals(constraint.name()))
                .findFirst();
        boolean isPlainUnique = constraint instanceof Constraint.Unique unique && !unique.isWithoutOverlaps();
        return isPlainUnique && carrier.isPresent() && !table.isPartitioned()
                ? List.of(
                        PostgresqlIndexes.concurrently(table, carrier.get()),
                        OwnSteps.statement(USING_INDEX
                                .with("table", table.name())
                                .with("constraint", name)
                                .withSql("kind", "UNIQUE")
                                .with("index", carrier.get().name().orElseThrow())
                                .withSql("deferral", deferralOf(constraint).clause())))
                : List.of(OwnSteps.statement(
                        ADD.with("table", table.name()).withSql("definition", DdlWriter.constraint(constraint))));
    }

    private <C extends Constraint> C named(C constraint, Function<SqlName, C> namedSo) {
        Set<String> inUse = new HashSet<>(DefaultNames.inUse(context));
        return constraint.name().isPresent()
                ? constraint
                : namedSo.apply(DefaultNames.of(constraint, table.name(), inUse));
    }

    private static SqlName nameOf(Constraint constraint) {
        return constraint.name().orElseThrow();
    }
}
