package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.ChangeColumnType;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Sequence;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A column gets another type while the old application works. */
@ExtendWith(TestServer.Shared.class)
class ChangeColumnTypeTest {

    private static final String[] SHOP = {
        "CREATE TABLE customer (id serial PRIMARY KEY, boss integer REFERENCES customer, price numeric(10,3)"
                + " DEFAULT 1.5 NOT NULL CHECK (price >= 0), data json DEFAULT '{\"a\":1}', \"Odd \"\"name\" text)",
        "CREATE TABLE orders (id int PRIMARY KEY, customer_id integer NOT NULL"
                + " CONSTRAINT of_customer REFERENCES customer (id) ON DELETE CASCADE)",
        "CREATE TABLE invoice (id int PRIMARY KEY, customer_id integer,"
                + " CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customer DEFERRABLE INITIALLY DEFERRED)",
        "CREATE INDEX orders_customer ON orders (customer_id)",
        "CREATE INDEX customer_price ON customer (price DESC)",
        "INSERT INTO customer (price, data, \"Odd \"\"name\") SELECT i / 7.0, '{\"a\": 2}', i::text"
                + " FROM generate_series(1, 2500) AS i",
        "INSERT INTO orders SELECT i, i FROM generate_series(1, 2500) AS i",
        "INSERT INTO invoice SELECT i, CASE WHEN i % 2 = 0 THEN i END FROM generate_series(1, 2500) AS i",
    };

    private final TestServer server;
    private final TestDatabase database;

    ChangeColumnTypeTest(TestServer server) {
        this.server = server;
        this.database = server.database();
    }

    @BeforeEach
    void create() {
        database.execute(SHOP);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aPrimaryKeyThatOthersReferToBecomesWider() throws Exception {
        ChangeColumnType wider = to("id", "bigint");
        List<String> plain = after(
                "ALTER TABLE customer ALTER COLUMN id TYPE bigint, ALTER COLUMN boss TYPE bigint",
                "ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint",
                "ALTER TABLE invoice ALTER COLUMN customer_id TYPE bigint");
        Change change = Change.of(database, schema(), wider);
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background application = Background.run(() -> work(isOver))) {
            change.expandAndMigrate();
            Thread.sleep(200);
            change.contract();
            isOver.set(true);
            application.await();
        }

        assertThat(Change.catalogOf(database)).isEqualTo(plain);
        database.execute(
                "INSERT INTO customer (id, price) VALUES (5000000000, 1)",
                "INSERT INTO orders (id, customer_id) VALUES (9000000, 5000000000)",
                "DELETE FROM customer WHERE id = 5000000000");
        assertThat(database.text("SELECT count(*) FROM orders WHERE id = 9000000"))
                .isEqualTo("0");
    }

    @Test
    void theWayBackFromAWiderKeyLeavesNothingWhereverItBegins() {
        List<String> before = Change.catalogOf(database);
        Change change = Change.of(database, schema(), to("id", "bigint"));
        List<Step> steps = change.before();

        for (int done = 0; done <= steps.size(); done += 3) {
            change.run(steps.subList(0, done));
            change.retreat();

            assertThat(Change.catalogOf(database)).as("after %s steps", done).isEqualTo(before);
        }
    }

    @Test
    void whatAConversionLosesIsNotLostForTheOldApplication() {
        ChangeColumnType cents = new ChangeColumnType(
                TableName.of("customer"),
                SqlName.of("price"),
                DataType.of("bigint"),
                Optional.empty(),
                Optional.of(SqlExpression.of("round(customer.price * 100)")),
                Optional.of(SqlExpression.of("price / 100.0")));
        Change change = Change.of(database, schema(), cents);

        change.expandAndMigrate();
        database.execute(
                "UPDATE customer SET price = 4.777 WHERE id = 1",
                "UPDATE customer SET boss = 2 WHERE id = 1",
                "UPDATE customer SET segue_shadow_8f2c41aa_price = 1234 WHERE id = 2",
                "INSERT INTO customer (id, price) VALUES (7001, 0.125), (7002, DEFAULT)");

        assertThat(database.lines("SELECT price || ' ' || segue_shadow_8f2c41aa_price FROM customer"
                        + " WHERE id IN (1, 2) OR id > 7000 ORDER BY id"))
                .containsExactly("4.777 478", "12.340 1234", "0.125 13", "1.500 150");
        change.contract();
        assertThat(database.text("SELECT price FROM customer WHERE id = 1")).isEqualTo("478");
        assertThat(database.text("SELECT segue_trash_8f2c41aa_price FROM customer WHERE id = 1"))
                .isEqualTo("4.777");
    }

    @Test
    void checksDefaultsAndIndexesAreThoseThatAPlainChangeLeaves() {
        List<String> plain = after("ALTER TABLE customer ALTER COLUMN price TYPE double precision");
        Change change = Change.of(database, schema(), to("price", "double precision"));

        change.expandAndMigrate();
        change.contract();

        assertThat(Change.catalogOf(database)).isEqualTo(plain);
    }

    @Test
    void aTypeWithoutEqualityIsComparedAsText() {
        Change change = Change.of(database, schema(), to("data", "jsonb"));

        change.expandAndMigrate();
        database.execute(
                "INSERT INTO customer (id) VALUES (7001)",
                "INSERT INTO customer (id, data) VALUES (7002, NULL), (7003, '{\"b\":  1}')",
                "UPDATE customer SET data = '[]' WHERE id = 1");
        change.contract();

        assertThat(database.lines("SELECT data::text FROM customer WHERE id > 7000 OR id = 1 ORDER BY id"))
                .containsExactly("[]", "{\"a\": 1}", null, "{\"b\": 1}");
    }

    @Test
    void oddNamesAreNoTrouble() {
        Change change = Change.of(database, schema(), to("Odd \"name", "integer"));

        change.expandAndMigrate();
        database.execute("UPDATE customer SET \"Odd \"\"name\" = '77' WHERE id = 1");
        change.contract();

        assertThat(database.text("SELECT \"Odd \"\"name\" + 1 FROM customer WHERE id = 1"))
                .isEqualTo("78");
    }

    private List<String> after(String... statements) {
        try (TestDatabase twin = server.database()) {
            twin.execute(SHOP);
            twin.execute(statements);
            return Change.catalogOf(twin);
        }
    }

    private void work(AtomicBoolean isOver) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 10_000; !isOver.get(); i++) {
                statement.execute("INSERT INTO customer (price) VALUES (1)");
                statement.execute("INSERT INTO orders (id, customer_id) SELECT " + i + ", max(id) FROM customer");
                statement.execute("UPDATE customer SET boss = " + (i % 2500 + 1) + " WHERE id = " + (i % 100 + 1));
                statement.execute(
                        "UPDATE invoice SET customer_id = " + (i % 2500 + 1) + " WHERE id = " + (i % 100 + 1));
            }
        }
    }

    private static ChangeColumnType to(String column, String type) {
        return new ChangeColumnType(
                TableName.of("customer"),
                SqlName.of(column),
                DataType.of(type),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Schema schema() {
        TableName customer = TableName.of("public", "customer");
        TableName orders = TableName.of("public", "orders");
        TableName invoice = TableName.of("public", "invoice");
        return new Schema(
                SqlSyntax.POSTGRESQL,
                List.of(SqlName.of("public")),
                List.of(
                        Table.of(
                                        customer,
                                        List.of(
                                                Column.nullable("id", "integer")
                                                        .required()
                                                        .withDefault("nextval('customer_id_seq'::regclass)"),
                                                Column.nullable("boss", "integer"),
                                                Column.nullable("price", "numeric(10,3)")
                                                        .required()
                                                        .withDefault("1.5"),
                                                Column.nullable("data", "json").withDefault("'{\"a\":1}'::json"),
                                                Column.nullable("Odd \"name", "text")))
                                .withConstraints(List.of(
                                        key("customer_pkey"),
                                        reference(
                                                "customer_boss_fkey",
                                                "boss",
                                                customer,
                                                "NO ACTION",
                                                Deferral.NOT_DEFERRABLE),
                                        new Constraint.Check(
                                                Optional.of(SqlName.of("customer_price_check")),
                                                SqlExpression.of("price >= 0::numeric"),
                                                List.of(SqlName.of("price")),
                                                true,
                                                true)))
                                .withIndexes(List.of(
                                        index("customer_pkey", customer, "id", false, "customer_pkey"),
                                        index("customer_price", customer, "price", true, "")))
                                .withSize(TableSize.UNKNOWN),
                        Table.of(
                                        orders,
                                        List.of(
                                                Column.nullable("id", "integer").required(),
                                                Column.nullable("customer_id", "integer")
                                                        .required()))
                                .withConstraints(List.of(
                                        key("orders_pkey"),
                                        reference(
                                                "of_customer",
                                                "customer_id",
                                                customer,
                                                "CASCADE",
                                                Deferral.NOT_DEFERRABLE)))
                                .withIndexes(List.of(
                                        index("orders_pkey", orders, "id", false, "orders_pkey"),
                                        index("orders_customer", orders, "customer_id", false, "")))
                                .withSize(TableSize.UNKNOWN),
                        Table.of(
                                        invoice,
                                        List.of(
                                                Column.nullable("id", "integer").required(),
                                                Column.nullable("customer_id", "integer")))
                                .withConstraints(List.of(
                                        key("invoice_pkey"),
                                        reference(
                                                "to_customer",
                                                "customer_id",
                                                customer,
                                                "NO ACTION",
                                                Deferral.INITIALLY_DEFERRED)))
                                .withIndexes(List.of(index("invoice_pkey", invoice, "id", false, "invoice_pkey")))
                                .withSize(TableSize.UNKNOWN)),
                List.of(),
                List.of(new Sequence(
                        TableName.of("public", "customer_id_seq"),
                        DataType.of("integer"),
                        "",
                        Optional.of(new Sequence.Owner(customer, SqlName.of("id"), false)))),
                List.of());
    }

    private static Constraint key(String name) {
        return new Constraint.PrimaryKey(
                Optional.of(SqlName.of(name)), List.of(SqlName.of("id")), List.of(), Deferral.NOT_DEFERRABLE, "");
    }

    private static Constraint reference(
            String name, String column, TableName table, String onDelete, Deferral deferral) {
        return new Constraint.ForeignKey(
                Optional.of(SqlName.of(name)),
                List.of(SqlName.of(column)),
                table,
                List.of(SqlName.of("id")),
                "SIMPLE",
                "NO ACTION",
                onDelete,
                deferral,
                true);
    }

    private static Index index(String name, TableName table, String column, boolean isDescending, String constraint) {
        return new Index(
                Optional.of(SqlName.of(name)),
                table,
                !constraint.isEmpty(),
                "btree",
                List.of(new Index.Part(
                        Optional.of(SqlName.of(column)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        isDescending,
                        Optional.empty())),
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(constraint).filter(text -> !text.isEmpty()).map(SqlName::of));
    }
}
