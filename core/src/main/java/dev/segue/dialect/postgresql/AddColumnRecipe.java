package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.AddColumn;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Domain;
import dev.segue.schema.Generation;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a column is added to a table in use: as the catalog allows it, without a row being written; then the rows that are
 * there are filled batch by batch; and only then is it made sure that none of them holds NULL.
 */
final class AddColumnRecipe {

    private static final SqlTemplate ADD = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD COLUMN {definition}{also}
            """);

    /** In the same statement as ADD COLUMN, and yet only for rows that come later. */
    private static final SqlTemplate DEFAULT_FOR_NEW_ROWS = SqlTemplate.of("""
            ,
              ALTER COLUMN {column} SET DEFAULT {value}""");

    private static final SqlTemplate DROP = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP COLUMN IF EXISTS {column}
            """);

    private static final SqlTemplate COMMENT = SqlTemplate.of("""
            COMMENT ON COLUMN {table}.{column} IS {comment}
            """);

    /** All at once, so that the sequence always goes with its column. */
    private static final SqlTemplate ADD_COUNTED = SqlTemplate.of("""
            DO $segue$
            BEGIN
              CREATE SEQUENCE {sequence} AS {type} {options};
              ALTER TABLE {table}
                ADD COLUMN {definition},
                ALTER COLUMN {column} SET DEFAULT {next};
              ALTER SEQUENCE {sequence} OWNED BY {table}.{column};
            END
            $segue$
            """);

    /** The lock that DROP DEFAULT takes keeps everyone from counting on in between. */
    private static final SqlTemplate MAKE_IDENTITY = SqlTemplate.of("""
            DO $segue$
            DECLARE
              next_number bigint;
            BEGIN
              ALTER TABLE {table}
                ALTER COLUMN {column} DROP DEFAULT;
              next_number := nextval({sequence_text});
              DROP SEQUENCE {sequence};
              ALTER TABLE {table}
                ALTER COLUMN {column} ADD {generation};
              EXECUTE format({restart}, next_number);
            END
            $segue$
            """);

    private static final Map<String, String> SERIAL = Map.of(
            "smallserial", "smallint",
            "serial2", "smallint",
            "serial", "integer",
            "serial4", "integer",
            "bigserial", "bigint",
            "serial8", "bigint");

    private final PlanningContext context;
    private final AddColumn operation;
    private final Column column;
    private final SqlName name;
    private final LiveTable table;

    AddColumnRecipe(PlanningContext context, AddColumn operation) {
        this.context = context;
        this.operation = operation;
        this.column = operation.column();
        this.name = column.name();
        this.table = LiveTable.of(context, operation.table());
    }

    Recipe recipe() {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (table.column(name).isPresent()) {
            return operation.ifNotExists() ? Recipe.of(List.of()) : refusedByTheDatabase();
        }
        Optional<TrashedObject> trashed = context.trashed(TrashedObject.Kind.COLUMN, operation.table(), name);
        if (trashed.isPresent()) {
            return restored(trashed.get());
        }
        if (column.generation().orElse(null) instanceof Generation.Computed computed) {
            return computed(computed);
        }
        Optional<Domain> domain = context.schema().domain(column.type());
        if (domain.isPresent()) {
            return ofDomain(domain.get());
        }
        Optional<String> counted = countedType();
        if (counted.isPresent()) {
            return table.isSmall() ? rewriting() : counted(counted.get());
        }
        return operation.value().isPresent() ? filled() : withoutValue();
    }

    /** In no steps, whose way back would take away what was there before. */
    private Recipe refusedByTheDatabase() {
        return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** Even where it is NULL, the database writes every row to see whether that keeps the rules of the domain. */
    private Recipe ofDomain(Domain domain) {
        if (table.isSmall()) {
            return operation.value().isPresent() ? filled() : rewriting();
        }
        throw RecipeProblem.REWRITES_UNDER_LOCK.with(
                "domain " + domain.name() + " has rules, so a new column of it writes every row of " + table.name()
                        + " while nobody can use it",
                "add " + name + " as " + domain.base() + (domain.allowsNull() ? "" : " NOT NULL")
                        + " with the checks of the domain as checks of the table, or write `-- segue:verbatim` before"
                        + " the statement to run it as it is");
    }

    private Recipe withoutValue() {
        boolean isSteady = column.defaultValue().map(Volatility::isSteady).orElse(true);
        if (!isSteady) {
            return table.isSmall() ? rewriting() : filled();
        }
        if (column.isNullable() || column.defaultValue().isPresent()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        return table.isPhased()
                ? requiredLater()
                : Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private Recipe rewriting() {
        return Recipe.asWritten(TransactionMode.SEPARATE, table.rewrite(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** Nobody said what the rows of the old application get, so NULL is refused only once it is gone. */
    private Recipe requiredLater() {
        List<Step> steps = new ArrayList<>(List.of(add("")));
        commented(steps);
        steps.addAll(NotNull.set(Phase.CONTRACT, table, name, remedy()));
        return Recipe.of(steps, List.of(dropped()));
    }

    /** A nullable column first, then its values, then what is demanded of them. */
    private Recipe filled() {
        String also = column.defaultValue()
                .map(value -> DEFAULT_FOR_NEW_ROWS
                        .with("column", name)
                        .withSql("value", value.text())
                        .sql(SqlSyntax.POSTGRESQL))
                .orElse("");
        List<Step> steps = new ArrayList<>(List.of(add(also)));
        commented(steps);
        List<Step> retreat = new ArrayList<>();
        SqlExpression value = operation.value().or(column::defaultValue).orElseThrow();
        Optional<ValueTriggers> triggers = triggers();
        triggers.ifPresentOrElse(
                needed -> {
                    steps.addAll(needed.creation());
                    retreat.addAll(needed.removalWithColumn());
                },
                () -> retreat.add(dropped()));
        steps.add(fill(value));
        if (!column.isNullable()) {
            steps.addAll(NotNull.set(Phase.MIGRATE, table, name, remedy()));
        }
        triggers.ifPresent(needed -> steps.addAll(needed.removal(Phase.CONTRACT)));
        return Recipe.of(steps, retreat);
    }

    /** The old application does not know the column: what it writes gets the value that a row of its time has. */
    private Optional<ValueTriggers> triggers() {
        return operation
                .value()
                .filter(value -> table.isPhased())
                .map(value -> new ValueTriggers(table, column, value))
                .filter(ValueTriggers::areNeeded);
    }

    /** Adding it as written would write every row; a sequence of our own fills it in batches instead. */
    private Recipe counted(String type) {
        Optional<Generation.Identity> identity = column.generation()
                .filter(Generation.Identity.class::isInstance)
                .map(Generation.Identity.class::cast);
        SqlName sequenceName = DefaultNames.ofSequence(table.name(), name, DefaultNames.inUse(context));
        TableName sequence = PostgresqlIndexes.beside(table, sequenceName);
        String next = SqlTemplate.of("nextval({sequence})")
                .withLiteral("sequence", sequence.quoted(SqlSyntax.POSTGRESQL))
                .sql(SqlSyntax.POSTGRESQL);
        Column plain = Column.nullable(name, DataType.of(type));
        List<Step> steps = new ArrayList<>();
        steps.add(OwnSteps.separate(
                Phase.EXPAND,
                operation.summary(),
                ADD_COUNTED
                        .with("sequence", sequence)
                        .withSql("type", type)
                        .withSql(
                                "options",
                                identity.map(IdentityOptions::ofPlainSequence).orElse(""))
                        .with("table", table.name())
                        .withSql("definition", DdlWriter.columnDefinition(plain))
                        .with("column", name)
                        .withSql("next", next),
                table.moment(LockLevel.ACCESS_EXCLUSIVE)));
        commented(steps);
        steps.add(fill(SqlExpression.of(next)));
        steps.addAll(NotNull.set(Phase.MIGRATE, table, name, remedy()));
        identity.ifPresent(generation -> steps.add(OwnSteps.separate(
                Phase.MIGRATE,
                "let " + table.name() + "." + name + " count by itself",
                MAKE_IDENTITY
                        .with("table", table.name())
                        .with("column", name)
                        .withLiteral("sequence_text", sequence.quoted(SqlSyntax.POSTGRESQL))
                        .with("sequence", sequence)
                        .withSql("generation", DdlWriter.generation(generation))
                        .withLiteral(
                                "restart",
                                "ALTER TABLE "
                                        + table.name()
                                                .quoted(SqlSyntax.POSTGRESQL)
                                                .replace("%", "%%")
                                        + " ALTER COLUMN "
                                        + name.quoted(SqlSyntax.POSTGRESQL).replace("%", "%%")
                                        + " RESTART WITH %s"),
                table.moment(LockLevel.ACCESS_EXCLUSIVE))));
        return Recipe.of(steps, List.of(dropped()));
    }

    private Recipe computed(Generation.Computed computed) {
        if (!computed.isStored()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        if (table.isSmall()) {
            return rewriting();
        }
        throw RecipeProblem.REWRITES_UNDER_LOCK.with(
                "a stored computed column writes every row of " + table.name() + " while nobody can use it",
                "add " + name
                        + " as a plain column with a backfill and a trigger, make it VIRTUAL (PostgreSQL 18), or write"
                        + " `-- segue:verbatim` before the statement to run it as it is");
    }

    /** Brings the column back with its values; rows that came since get the value that they would have got. */
    private Recipe restored(TrashedObject trashed) {
        List<Step> steps = new ArrayList<>();
        List<Step> behindNotNull = new ArrayList<>();
        for (SqlStatement statement : PostgresqlTrashKeeper.statementsOf(trashed)) {
            if (steps.isEmpty()) {
                steps.add(Step.separate(
                        Phase.EXPAND,
                        "take " + trashed.summary() + " out of the trash",
                        statement,
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)));
                continue;
            }
            Step hanging = OwnSteps.running(
                    Phase.MIGRATE,
                    "bring back what hung on " + trashed.summary(),
                    statement,
                    table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE));
            (Remarks.identifiesRows(statement) ? behindNotNull : steps).add(hanging);
        }
        Optional<SqlExpression> value = operation.value().or(column::defaultValue);
        value.ifPresent(expression -> steps.add(1, fill(expression)));
        if (!column.isNullable() && column.generation().isEmpty()) {
            steps.addAll(NotNull.set(Phase.MIGRATE, table, name, remedy()));
        }
        steps.addAll(behindNotNull);
        triggers().ifPresent(needed -> {
            steps.addAll(1, needed.creation());
            steps.addAll(needed.removal(Phase.CONTRACT));
        });
        return Recipe.of(steps);
    }

    private Step add(String also) {
        Column definition = column.withNullable(true).withDefault(Optional.empty());
        return OwnSteps.separate(
                Phase.EXPAND,
                operation.summary(),
                ADD.with("table", table.name())
                        .withSql("definition", DdlWriter.columnDefinition(definition))
                        .withSql("also", also),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private Step dropped() {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop column " + name + " of " + table.name(),
                DROP.with("table", table.name()).with("column", name),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private Step fill(SqlExpression value) {
        return OwnSteps.fill(
                Phase.MIGRATE,
                "fill " + table.name() + "." + name,
                new StepAction.FillRows(
                        table.name(), new MissingValue(table, column, value).work(), FillSettings.DEFAULT),
                table.batches());
    }

    private void commented(List<Step> steps) {
        column.comment()
                .ifPresent(comment -> steps.add(OwnSteps.separate(
                        Phase.EXPAND,
                        "comment on column " + table.name() + "." + name,
                        COMMENT.with("table", table.name()).with("column", name).withLiteral("comment", comment),
                        Impact.moment(table.name(), LockLevel.SHARE_UPDATE_EXCLUSIVE))));
    }

    /** The type that a sequence counts in; empty where none does. */
    private Optional<String> countedType() {
        String type = column.type().text().toLowerCase(Locale.ROOT);
        Optional<String> serial = Optional.ofNullable(SERIAL.get(type));
        boolean isIdentity = column.generation().orElse(null) instanceof Generation.Identity;
        return isIdentity ? Optional.of(type) : serial;
    }

    private String remedy() {
        return "give these rows a value in " + name + ", then run it again";
    }
}
