package dev.segue.dialect.postgresql;

import static dev.segue.schema.KnownSchema.index;
import static dev.segue.schema.KnownSchema.keyed;
import static dev.segue.schema.KnownSchema.partOf;
import static dev.segue.schema.KnownSchema.partitioned;
import static dev.segue.schema.KnownSchema.table;
import static dev.segue.schema.KnownSchema.unique;
import static dev.segue.schema.KnownSchema.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.ddl.DdlReader;
import dev.segue.dialect.Handover;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.Backfill;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropTable;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Generation;
import dev.segue.schema.KnownSchema;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is run on tables that are large and in use, as files to review. */
class RecipeGoldenTest {

    private static final TableName USERS = TableName.of("users");

    private static final TableName ORDERS = TableName.of("orders");

    private static final TableName EVENTS = TableName.of("events");

    static Stream<Arguments> patterns() {
        return Stream.of(
                pattern(17, "set_not_null", new SetNotNull(USERS, SqlName.of("email"), Optional.empty())),
                pattern(18, "set_not_null_18", new SetNotNull(USERS, SqlName.of("email"), Optional.empty())),
                pattern(
                        17,
                        "set_not_null_filling",
                        new SetNotNull(USERS, SqlName.of("email"), Optional.of(SqlExpression.of("'none'")))),
                pattern(
                        17,
                        "add_column_volatile_default",
                        add(Column.nullable("token", "uuid").required().withDefault("gen_random_uuid()"))),
                pattern(
                        17,
                        "add_column_computed",
                        new AddColumn(
                                USERS,
                                Column.nullable("label", "text").required(),
                                false,
                                Optional.of(SqlExpression.of("name || ' <' || email || '>'")))),
                pattern(
                        17,
                        "add_column_not_null_without_value",
                        add(Column.nullable("country", "text").required())),
                pattern(
                        17,
                        "add_column_identity",
                        add(Column.nullable("number", "bigint")
                                .required()
                                .withGeneration(Optional.of(new Generation.Identity(true, ""))))),
                pattern(
                        17,
                        "add_column_serial",
                        add(Column.nullable("number", "bigserial").required())),
                pattern(17, "drop_column", new DropColumn(USERS, SqlName.of("email"), false, false, Optional.empty())),
                pattern(
                        17,
                        "drop_column_referring",
                        new DropColumn(
                                ORDERS, SqlName.of("user_id"), false, false, Optional.of(SqlExpression.of("0")))),
                pattern(17, "drop_default", new DropDefault(USERS, SqlName.of("name"))),
                pattern(17, "drop_table", new DropTable(ORDERS, false, false)),
                pattern(17, "rename_table", new RenameTable(USERS, SqlName.of("people"))),
                pattern(14, "move_table_14", new MoveTable(USERS, SqlName.of("crm"))),
                pattern(17, "create_index", create(KnownSchema.unnamed(index("orders", "unused", "user_id")))),
                pattern(
                        17,
                        "create_unique_partial_index",
                        create(where(unique(index("users", "one_name", "name")), "name <> ''"))),
                pattern(17, "create_index_on_partitions", create(index("events", "events_by_user", "user_id"))),
                pattern(17, "drop_index", new DropIndex(TableName.of("users_email_key"), false, false, false)),
                pattern(17, "add_check", new AddConstraint(USERS, check(), false)),
                pattern(17, "add_foreign_key", new AddConstraint(ORDERS, foreignKey("orders_of_user"), false)),
                pattern(
                        17,
                        "add_foreign_key_on_partitions",
                        new AddConstraint(EVENTS, foreignKey("events_of_user"), false)),
                pattern(
                        18,
                        "add_foreign_key_on_partitions_18",
                        new AddConstraint(EVENTS, foreignKey("events_of_user"), false)),
                pattern(17, "add_unique", new AddConstraint(USERS, uniqueName(), false)),
                pattern(
                        17,
                        "add_unique_on_partitions",
                        new AddConstraint(
                                EVENTS,
                                new Constraint.Unique(
                                        Optional.empty(),
                                        names("id", "at"),
                                        List.of(),
                                        true,
                                        Deferral.NOT_DEFERRABLE,
                                        ""),
                                false)),
                pattern(
                        17,
                        "add_primary_key",
                        new AddConstraint(
                                TableName.of("notes"),
                                new Constraint.PrimaryKey(
                                        Optional.empty(), names("id"), List.of(), Deferral.NOT_DEFERRABLE, ""),
                                false)),
                pattern(17, "create_table_referring", written("""
                        CREATE TABLE deliveries (
                          id bigint PRIMARY KEY,
                          order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
                          user_id bigint CONSTRAINT delivered_to REFERENCES users (id) NOT NULL, -- who gets it
                          replaces bigint REFERENCES deliveries,
                          at date,
                          FOREIGN KEY (user_id) REFERENCES users,
                          CHECK (at > '2000-01-01')
                        ) WITH (fillfactor = 80)
                        """)),
                pattern(17, "create_partition_with_definitions", written("""
                        CREATE UNLOGGED TABLE events_2026 PARTITION OF events (
                          user_id DEFAULT 7 NOT NULL REFERENCES users,
                          CONSTRAINT one_a_day UNIQUE (user_id, at),
                          CHECK (id > 0)
                        ) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') WITH (fillfactor = 70)
                        """)),
                pattern(
                        17,
                        "create_partition",
                        new CreateTable(
                                Table.of(TableName.of("events_2026"), List.of())
                                        .withPartition(Optional.of(new Table.Partition(
                                                EVENTS, "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"))),
                                false,
                                Optional.empty())),
                pattern(
                        17,
                        "attach_partition",
                        new AttachPartition(
                                EVENTS, TableName.of("archive"), "FOR VALUES FROM (MINVALUE) TO ('2024-01-01')")),
                pattern(17, "detach_partition", new DetachPartition(EVENTS, TableName.of("events_2024"))),
                pattern(
                        17,
                        "backfill",
                        new Backfill(
                                USERS,
                                Map.of(SqlName.of("name"), SqlExpression.of("upper(name)")),
                                Optional.of(SqlExpression.of("name <> upper(name)")))),
                pattern(17, "add_column", add(Column.nullable("age", "integer").withDefault("0"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void isRunAsReviewed(String pattern, int version, Operation operation) {
        Recipe recipe = operation.accept(
                new PostgresqlDialect().recipes(context(Rollout.PHASED).withDatabaseVersion(version)));

        GoldenFile.assertHolds(pattern, operation.summary() + " (PostgreSQL " + version + ")", recipe);
    }

    @Test
    void aDefaultHandsOverToAnIdentityAtOneMoment() {
        ColumnOperation ending = new DropDefault(ORDERS, SqlName.of("id"));
        Column counted = Column.nullable("id", "bigint").required().withDefault("nextval('orders_id_seq'::regclass)");
        Operation beginning = DdlReader.read(SqlStatement.of(
                        "a.sql", "ALTER TABLE orders ALTER id ADD GENERATED ALWAYS AS IDENTITY", SqlSyntax.POSTGRESQL))
                .get(0);

        Recipe recipe = beginning.accept(new PostgresqlDialect()
                .recipes(context(Rollout.PHASED).withHandover(new Handover(ORDERS, counted, ending))));

        GoldenFile.assertHolds("hand_over", "orders.id: serial to identity", recipe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET (fillfactor = 70)",
                "RESET (autovacuum_enabled)",
                "CLUSTER ON users_pkey",
                "ALTER COLUMN email SET STATISTICS 500",
                "ALTER name SET (n_distinct = 5)"
            })
    void aLightSettingLetsReadersAndWritersGoOn(String action) {
        assertThat(lockOf(action)).isEqualTo(LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OWNER TO app",
                "SET (user_catalog_table = true)",
                "REPLICA IDENTITY FULL",
                "ENABLE ROW LEVEL SECURITY",
                "ALTER COLUMN email SET STORAGE EXTERNAL"
            })
    void aHeavySettingLocksEveryoneOutForAMoment(String action) {
        assertThat(lockOf(action)).isEqualTo(LockLevel.ACCESS_EXCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET LOGGED", "set  unlogged", "SET TABLESPACE fast", "SET ACCESS METHOD heap2"})
    void aSettingThatWritesALargeTableIsRefused(String action) {
        assertThatThrownBy(() -> recipe(new ChangeTableSetting(USERS, action)))
                .hasMessageContaining("RC102")
                .hasMessageContaining("-- segue:verbatim");
    }

    @Test
    void aTableOfThisPlanIsChangedAsItIsWritten() {
        Schema schema =
                KnownSchema.of(keyed("users", Column.nullable("email", "text")).withSize(TableSize.NEW));
        PlanningContext context = PlanningContext.of(schema, "8f2c41aa03b1", Rollout.PHASED);

        Recipe recipe = new SetNotNull(USERS, SqlName.of("email"), Optional.empty())
                .accept(new PostgresqlDialect().recipes(context));

        assertThat(recipe.asWritten().orElseThrow().transactionMode()).isEqualTo(TransactionMode.SHARED);
    }

    @Test
    void anExclusionConstraintOnALargeTableIsRefused() {
        Constraint exclusion = new Constraint.Exclusion(
                Optional.empty(), "EXCLUDE USING gist (email WITH =)", names("email"), Deferral.NOT_DEFERRABLE);

        assertThatThrownBy(() -> recipe(new AddConstraint(USERS, exclusion, false)))
                .hasMessageContaining("RC103");
    }

    @Test
    void aTableThatRefersToOneTableInUseIsCreatedAsItIsWritten() {
        Recipe.AsWritten plain = recipe(
                        written("CREATE TABLE a (b bigint REFERENCES users, c bigint REFERENCES users)"))
                .asWritten()
                .orElseThrow();

        assertThat(plain.transactionMode()).isEqualTo(TransactionMode.SEPARATE);
        assertThat(plain.impact())
                .isEqualTo(Impact.moment(TableName.of("public", "users"), LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Test
    void aTableThatOthersReferToIsNotDroppedWithoutCascade() {
        assertThatThrownBy(() -> recipe(new DropTable(USERS, false, false)))
                .hasMessageContaining(
                        "RC105: table public.users is referred to by orders_user_id_fkey of public.orders");
    }

    @Test
    void aColumnOfThePrimaryKeyIsNotDroppedWhileAnApplicationWorks() {
        assertThatThrownBy(() -> recipe(new DropColumn(ORDERS, SqlName.of("id"), false, false, Optional.empty())))
                .hasMessageContaining("RC104: column id is part of the primary key of public.orders");
    }

    private static Arguments pattern(int version, String name, Operation operation) {
        return Arguments.of(name, version, operation);
    }

    private static Operation written(String sql) {
        return DdlReader.read(SqlStatement.of("a.sql", sql.strip(), SqlSyntax.POSTGRESQL))
                .get(0);
    }

    private static AddColumn add(Column column) {
        return new AddColumn(USERS, column, false, Optional.empty());
    }

    private static CreateIndex create(dev.segue.schema.Index index) {
        return new CreateIndex(index, false, false, false);
    }

    private static LockLevel lockOf(String action) {
        return recipe(new ChangeTableSetting(USERS, action))
                .asWritten()
                .orElseThrow()
                .impact()
                .locks()
                .get(0)
                .level();
    }

    private static Recipe recipe(Operation operation) {
        return operation.accept(new PostgresqlDialect().recipes(context(Rollout.PHASED)));
    }

    private static PlanningContext context(Rollout rollout) {
        SqlName emailKey = SqlName.of("users_email_key");
        Table users = keyed(
                        "users",
                        Column.nullable("email", "text"),
                        Column.nullable("name", "text").required().withDefault("''::text"))
                .plus(new Constraint.Unique(
                        Optional.of(SqlName.of("users_name_key")),
                        names("name"),
                        List.of(),
                        true,
                        Deferral.NOT_DEFERRABLE,
                        ""))
                .plus(KnownSchema.carrying(
                        unique(index("users", "users_name_key", "name")), SqlName.of("users_name_key")))
                .plus(unique(index("users", emailKey.text(), "email")));
        Table orders = keyed("orders", Column.nullable("user_id", "bigint").required())
                .plus(foreignKey("orders_user_id_fkey"));
        Table events = partitioned(
                table(
                        "events",
                        Column.nullable("id", "bigint"),
                        Column.nullable("at", "date").required(),
                        Column.nullable("user_id", "bigint")),
                "RANGE (at)");
        Table early = partOf(
                table("events_2024", events.columns().toArray(Column[]::new)),
                "events",
                "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')");
        Table late = partOf(
                table("events_2025", events.columns().toArray(Column[]::new)),
                "events",
                "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");
        Table notes = table("notes", Column.nullable("id", "bigint"), Column.nullable("text", "text"));
        Table archive = table("archive", events.columns().toArray(Column[]::new));
        return PlanningContext.of(
                KnownSchema.of(users, orders, events, early, late, notes, archive), "8f2c41aa03b1", rollout);
    }

    private static List<SqlName> names(String... names) {
        return Arrays.stream(names).map(SqlName::of).toList();
    }

    private static Constraint check() {
        return new Constraint.Check(
                Optional.of(SqlName.of("email_has_at")),
                SqlExpression.of("email LIKE '%@%'"),
                names("email"),
                true,
                true);
    }

    private static Constraint uniqueName() {
        return new Constraint.Unique(
                Optional.of(SqlName.of("one_of_a_name")),
                names("name"),
                List.of(),
                true,
                Deferral.INITIALLY_DEFERRED,
                "");
    }

    private static Constraint foreignKey(String name) {
        return new Constraint.ForeignKey(
                Optional.of(SqlName.of(name)),
                names("user_id"),
                TableName.of("public", "users"),
                names("id"),
                "SIMPLE",
                "NO ACTION",
                "NO ACTION",
                Deferral.NOT_DEFERRABLE,
                true);
    }
}
