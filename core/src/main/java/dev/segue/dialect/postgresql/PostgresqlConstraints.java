package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.ValidateConstraint;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what is asked for about constraints is carried out. */
final class PostgresqlConstraints implements ConstraintOperation.Visitor<Recipe> {

    private static final SqlTemplate DROP =
            SqlTemplate.of("ALTER TABLE {table} DROP CONSTRAINT {if_exists}{constraint} {behaviour}");

    private final PlanningContext context;

    PostgresqlConstraints(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(AddConstraint operation) {
        return new OnStandIns(context)
                .recipe(operation)
                .orElseGet(() -> new AddConstraintRecipe(context, operation).recipe());
    }

    @Override
    public Recipe visit(AddConstraintUsingIndex operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        boolean isNewKey = operation.isPrimaryKey() && table.key().isEmpty();
        List<SqlName> nullable = isNewKey
                ? table.index(operation.index()).map(Index::parts).orElse(List.of()).stream()
                        .flatMap(part -> part.column().stream())
                        .filter(table::isNullable)
                        .toList()
                : List.of();
        if (nullable.isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        List<Step> steps = new ArrayList<>();
        List<Step> retreat = new ArrayList<>();
        for (SqlName column : nullable) {
            steps.addAll(NotNull.set(Phase.MIGRATE, table, column, "give these rows a value, then run it again"));
            retreat.addAll(NotNull.retreat(table, column));
        }
        steps.add(ConstraintSteps.usingIndex(
                table, operation.constraint(), operation.index(), operation.isPrimaryKey(), operation.deferral()));
        retreat.add(0, ConstraintSteps.dropped(table, operation.constraint()));
        return Recipe.of(steps, retreat);
    }

    /**
     * A rule that is gone hurts nobody, so a check or a plain foreign key goes at once. What the old application may count
     * on, it keeps until it is gone: ON CONFLICT needs the unique index, and ON DELETE CASCADE deletes.
     */
    @Override
    public Recipe visit(DropConstraint operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Recipe dropping = dropped(table, operation);
        return table.constraint(operation.constraint())
                .map(constraint -> new RememberedConstraint(table, constraint))
                .filter(RememberedConstraint::isNeeded)
                .map(remembered -> remembered.before(dropping, dropping(table, operation), operation.summary()))
                .orElse(dropping);
    }

    private Recipe dropped(LiveTable table, DropConstraint operation) {
        Optional<Constraint> constraint = table.constraint(operation.constraint());
        boolean isReliedOn = table.isPhased()
                && constraint.filter(PostgresqlConstraints::isReliedOn).isPresent();
        if (constraint.orElse(null) instanceof Constraint.ForeignKey key) {
            return dropped(table, key, operation, isReliedOn);
        }
        Impact impact = withReferrers(table, operation);
        return isReliedOn
                ? Recipe.of(List.of(
                        OwnSteps.separate(Phase.CONTRACT, operation.summary(), dropping(table, operation), impact)))
                : Recipe.asWritten(TransactionMode.SEPARATE, impact);
    }

    private Recipe dropped(LiveTable table, Constraint.ForeignKey key, DropConstraint operation, boolean isReliedOn) {
        ForeignKeyDrop drop = new ForeignKeyDrop(table, key);
        if (!isReliedOn && !drop.needsOrder()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, onBoth(table, key, LockLevel.ACCESS_EXCLUSIVE));
        }
        Step step = drop.step(
                isReliedOn ? Phase.CONTRACT : Phase.EXPAND,
                operation.summary(),
                dropping(table, operation).sql(SqlSyntax.POSTGRESQL));
        AddConstraint again = new AddConstraint(table.name(), key, !key.isValidated());
        return isReliedOn
                ? Recipe.of(List.of(step))
                : Recipe.of(List.of(step), new AddConstraintRecipe(context, again).stepsFor(key));
    }

    private static SqlTemplate dropping(LiveTable table, DropConstraint operation) {
        return DROP.with("table", table.name())
                .withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                .with("constraint", operation.constraint())
                .withSql("behaviour", operation.cascade() ? "CASCADE" : "RESTRICT");
    }

    private static boolean isReliedOn(Constraint constraint) {
        if (constraint instanceof Constraint.ForeignKey key) {
            return isActive(key.onDelete()) || isActive(key.onUpdate());
        }
        return !(constraint instanceof Constraint.Check);
    }

    private static boolean isActive(String action) {
        return !action.equalsIgnoreCase("NO ACTION") && !action.equalsIgnoreCase("RESTRICT");
    }

    /** With CASCADE the foreign keys that rely on it go too. */
    private static Impact withReferrers(LiveTable table, DropConstraint operation) {
        List<Impact.Lock> locks = new ArrayList<>(table.locks(LockLevel.ACCESS_EXCLUSIVE));
        if (operation.cascade()) {
            table.referrers().forEach(referrer -> locks.addAll(referrer.table().locks(LockLevel.ACCESS_EXCLUSIVE)));
        }
        return new Impact(locks, Impact.Duration.MOMENT, 0, 0);
    }

    @Override
    public Recipe visit(RenameConstraint operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        return table.isNew()
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    @Override
    public Recipe visit(ValidateConstraint operation) {
        LiveTable table = LiveTable.of(context, operation.table());
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        List<Step> steps = new ArrayList<>();
        Optional<Constraint> constraint = table.constraint(operation.constraint());
        constraint.flatMap(known -> ConstraintSteps.noneOffends(table, known)).ifPresent(steps::add);
        steps.add(ConstraintSteps.validated(table, operation.constraint(), constraint));
        return Recipe.of(steps);
    }

    static Impact onBoth(LiveTable table, Constraint.ForeignKey key, LockLevel level) {
        List<Impact.Lock> locks = new ArrayList<>(table.locks(level));
        LiveTable other = LiveTable.of(table.context(), key.referencedTable());
        if (!other.name().equals(table.name())) {
            locks.addAll(other.locks(level));
        }
        return new Impact(locks, Impact.Duration.MOMENT, 0, 0);
    }

    /** What brings a constraint back that was dropped with something else, while everyone works on. */
    static List<SqlStatement> addedAgain(LiveTable table, Constraint constraint) {
        return constraint.name().isPresent() ? ConstraintSteps.statements(table, constraint) : List.of();
    }

    static String quoted(SqlName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }
}
