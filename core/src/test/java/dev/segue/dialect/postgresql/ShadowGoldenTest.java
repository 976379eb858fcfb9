package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.Operation;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.RenameColumn;
import dev.segue.schema.Column;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.EnumType;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Sequence;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.TableSize;
import dev.segue.schema.View;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is run, as a DBA would review it. */
class ShadowGoldenTest {

    private static final TableName USERS = TableName.of("public", "users");

    @Test
    void renameColumn() {
        compare(
                "rename_column",
                Rollout.PHASED,
                new RenameColumn(TableName.of("users"), SqlName.of("username"), SqlName.of("display_name")));
    }

    @Test
    void renameColumnWhereNobodyIsAtWork() {
        compare(
                "rename_column_direct",
                Rollout.DIRECT,
                new RenameColumn(TableName.of("users"), SqlName.of("username"), SqlName.of("display_name")));
    }

    @Test
    void changeColumnType() {
        compare(
                "change_column_type",
                Rollout.PHASED,
                new ChangeColumnType(
                        TableName.of("users"),
                        SqlName.of("credit"),
                        DataType.of("bigint"),
                        Optional.empty(),
                        Optional.of(SqlExpression.of("round(credit * 100)")),
                        Optional.of(SqlExpression.of("credit / 100.0"))));
    }

    @Test
    void changeColumnTypeInTheCatalogAlone() {
        compare(
                "change_column_type_catalog",
                Rollout.PHASED,
                new ChangeColumnType(
                        TableName.of("users"),
                        SqlName.of("username"),
                        DataType.of("text"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void changeColumnTypeInTheCatalogAloneOfAColumnThatIsStoredInAnotherWay() {
        ColumnFeatures stored = new ColumnFeatures(
                Optional.of("EXTERNAL"), Optional.of("lz4"), OptionalInt.empty(), List.of(), Optional.empty());
        compare(
                "change_column_type_stored",
                Rollout.PHASED,
                schema().with(
                                USERS,
                                users -> users.withColumn(
                                        SqlName.of("username"),
                                        SqlSyntax.POSTGRESQL,
                                        column -> column.withFeatures(stored))),
                retype("username", "text"));
    }

    @Test
    void changeColumnTypeWithWhatIsBuiltOnIt() {
        TableName rich = TableName.of("public", "rich");
        View view = view(rich, USERS, "credit");
        View above = view(TableName.of("public", "richest"), rich, "credit");
        compare(
                "change_column_type_watched",
                Rollout.PHASED,
                watched().withViews(List.of(above, view)),
                retype("credit", "bigint"));
    }

    @Test
    void renameColumnWithWhatWatchesIt() {
        compare(
                "rename_column_watched",
                Rollout.PHASED,
                watched(),
                new RenameColumn(TableName.of("users"), SqlName.of("credit"), SqlName.of("balance")));
    }

    @Test
    void whatIsBuiltOnANewTypeInTheSameRevision() {
        PlanningContext context = PlanningContext.of(schema(), "8f2c41aa03b1", Rollout.PHASED);
        Operation retyping = retype("credit", "bigint");
        PlanningContext behind = context.with(retyping.applyTo(context.schema()))
                .withStandIns(retyping.accept(new PostgresqlRecipes(context)).standIns());
        Operation create = new CreateIndex(index("users_credit", USERS, "credit", ""), false, false, false);
        Operation check = new AddConstraint(
                USERS,
                new Constraint.Check(
                        Optional.empty(),
                        SqlExpression.of("credit < 1000000"),
                        List.of(SqlName.of("credit")),
                        true,
                        true),
                false);

        GoldenFile.assertHolds(
                "build_on_new_type",
                "an index and a check on users.credit behind its change to bigint",
                create.accept(new PostgresqlRecipes(behind)).then(check.accept(new PostgresqlRecipes(behind))));
    }

    @Test
    void widenPrimaryKey() {
        compare(
                "widen_primary_key",
                Rollout.PHASED,
                new ChangeColumnType(
                        TableName.of("users"),
                        SqlName.of("id"),
                        DataType.of("bigint"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Both columns of the table are filled in one way through its rows. */
    @Test
    void widenPrimaryKeyOfATree() {
        TableName tree = TableName.of("public", "tree");
        Constraint parent = new Constraint.ForeignKey(
                Optional.of(SqlName.of("tree_parent_fkey")),
                List.of(SqlName.of("parent")),
                tree,
                List.of(SqlName.of("id")),
                "SIMPLE",
                "NO ACTION",
                "NO ACTION",
                Deferral.NOT_DEFERRABLE,
                true);
        Table nodes = Table.of(
                        tree,
                        List.of(Column.nullable("id", "integer").required(), Column.nullable("parent", "integer")))
                .withConstraints(List.of(key("tree_pkey"), parent))
                .withIndexes(List.of(index("tree_pkey", tree, "id", "tree_pkey")))
                .withSize(new TableSize(2_000_000, 400L << 20, false));
        compare(
                "widen_primary_key_of_a_tree",
                Rollout.PHASED,
                schema().plus(nodes),
                new ChangeColumnType(
                        tree,
                        SqlName.of("id"),
                        DataType.of("bigint"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void narrowACountedColumn() {
        TableName numbers = TableName.of("public", "numbers");
        Column counted =
                Column.nullable("number", "bigint").required().withDefault("nextval('numbers_number_seq'::regclass)");
        Sequence sequence = new Sequence(
                TableName.of("public", "numbers_number_seq"),
                DataType.of("bigint"),
                "",
                Optional.of(new Sequence.Owner(numbers, SqlName.of("number"), false)));
        Schema schema = schema().plus(Table.of(numbers, List.of(counted)).withSize(TableSize.UNKNOWN))
                .withSequences(List.of(sequence));
        compare(
                "narrow_counted_column",
                Rollout.PHASED,
                schema,
                new ChangeColumnType(
                        numbers,
                        SqlName.of("number"),
                        DataType.of("integer"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void removeEnumValue() {
        compare(
                "remove_enum_value",
                Rollout.PHASED,
                new RemoveEnumValue(TableName.of("mood"), "sad", Optional.of("calm")));
    }

    /** NOT NULL has a name of its own there. */
    @Test
    void renameColumnOnEighteen() {
        compare(
                "rename_column_18",
                PlanningContext.of(schema(), "8f2c41aa03b1", Rollout.PHASED).withDatabaseVersion(18),
                new RenameColumn(TableName.of("users"), SqlName.of("username"), SqlName.of("display_name")));
    }

    private static Operation retype(String column, String type) {
        return new ChangeColumnType(
                TableName.of("users"),
                SqlName.of(column),
                DataType.of(type),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Schema watched() {
        return schema().with(
                        USERS,
                        users -> with(
                                users,
                                new TableFeatures(
                                        TableFeatures.Persistence.PERMANENT,
                                        List.of(new TableFeatures.Trigger(
                                                SqlName.of("audit"),
                                                "CREATE TRIGGER audit AFTER UPDATE OF credit, username ON public.users FOR EACH ROW"
                                                        + " WHEN (new.credit > 5) EXECUTE FUNCTION audit()",
                                                "A",
                                                List.of(SqlName.of("credit"), SqlName.of("username")))),
                                        List.of(
                                                new TableFeatures.Policy(
                                                        SqlName.of("solvent"),
                                                        "CREATE POLICY solvent ON public.users AS PERMISSIVE FOR SELECT TO PUBLIC USING ((credit > 0))")),
                                        TableFeatures.RowSecurity.ON,
                                        TableFeatures.ReplicaIdentity.DEFAULT,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        "",
                                        List.of())));
    }

    private static Table with(Table table, TableFeatures features) {
        return new Table(
                table.name(),
                table.columns(),
                table.constraints(),
                table.indexes(),
                table.partitioning(),
                table.partition(),
                table.inherits(),
                table.comment(),
                features,
                table.size());
    }

    private static View view(TableName name, TableName of, String column) {
        return new View(
                name,
                false,
                List.of(SqlName.of(column)),
                "SELECT",
                "",
                List.of(new View.Use(of, Optional.of(SqlName.of(column)))),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static void compare(String name, Rollout rollout, Operation operation) {
        compare(name, rollout, schema(), operation);
    }

    private static void compare(String name, Rollout rollout, Schema schema, Operation operation) {
        compare(name, PlanningContext.of(schema, "8f2c41aa03b1", rollout), operation);
    }

    private static void compare(String name, PlanningContext context, Operation operation) {
        GoldenFile.assertHolds(name, operation.summary(), operation.accept(new PostgresqlRecipes(context)));
    }

    private static Schema schema() {
        Table users = Table.of(
                        USERS,
                        List.of(
                                Column.nullable("id", "integer")
                                        .required()
                                        .withGeneration(Optional.of(new Generation.Identity(false, ""))),
                                Column.nullable("username", "character varying(80)")
                                        .required(),
                                Column.nullable("credit", "numeric(10,2)").withDefault("0"),
                                Column.nullable("mood", "mood").withDefault("'calm'::mood")))
                .withConstraints(List.of(
                        key("users_pkey"),
                        new Constraint.Check(
                                Optional.of(SqlName.of("users_credit_check")),
                                SqlExpression.of("credit >= 0::numeric"),
                                List.of(SqlName.of("credit")),
                                true,
                                true)))
                .withIndexes(List.of(
                        index("users_pkey", USERS, "id", "users_pkey"), index("users_username", USERS, "username", "")))
                .withSize(new TableSize(2_000_000, 400L << 20, false));
        TableName orders = TableName.of("public", "orders");
        Table referring = Table.of(
                        orders,
                        List.of(
                                Column.nullable("id", "integer").required(),
                                Column.nullable("user_id", "integer").required()))
                .withConstraints(List.of(
                        key("orders_pkey"),
                        new Constraint.ForeignKey(
                                Optional.of(SqlName.of("orders_user_id_fkey")),
                                List.of(SqlName.of("user_id")),
                                USERS,
                                List.of(SqlName.of("id")),
                                "SIMPLE",
                                "NO ACTION",
                                "CASCADE",
                                Deferral.NOT_DEFERRABLE,
                                true)))
                .withIndexes(List.of(index("orders_pkey", orders, "id", "orders_pkey")))
                .withSize(new TableSize(9_000_000, 900L << 20, false));
        return new Schema(
                SqlSyntax.POSTGRESQL,
                List.of(SqlName.of("public")),
                List.of(users, referring),
                List.of(),
                List.of(),
                List.of(new EnumType(
                        TableName.of("public", "mood"), List.of("sad", "calm", "happy"), Optional.empty())));
    }

    private static Constraint key(String name) {
        return new Constraint.PrimaryKey(
                Optional.of(SqlName.of(name)), List.of(SqlName.of("id")), List.of(), Deferral.NOT_DEFERRABLE, "");
    }

    private static Index index(String name, TableName table, String column, String constraint) {
        return new Index(
                Optional.of(SqlName.of(name)),
                table,
                !constraint.isEmpty(),
                "btree",
                List.of(Index.Part.of(SqlName.of(column))),
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(constraint).filter(text -> !text.isEmpty()).map(SqlName::of));
    }
}
