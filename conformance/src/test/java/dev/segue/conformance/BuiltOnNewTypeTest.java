package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column gets another type, and the same revision builds on the new one. */
@ExtendWith(TestServer.Shared.class)
class BuiltOnNewTypeTest {

    private static final String[] SHOP = {
        "CREATE TABLE customer (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), customer bigint)",
        "INSERT INTO customer SELECT i, 'customer ' || i FROM generate_series(1, 3000) AS i",
        "INSERT INTO orders SELECT i, i / 100.0, i FROM generate_series(1, 3000) AS i",
        "INSERT INTO orders (id) VALUES (4000)",
    };

    private static final String UPGRADE = """
            -- segue:back total / 100.0
            ALTER TABLE orders ALTER COLUMN total TYPE bigint USING round(total * 100);
            CREATE INDEX orders_total ON orders (total) WHERE total > 1000;
            CREATE UNIQUE INDEX ON orders ((total * 2), id);
            ALTER TABLE orders ADD CONSTRAINT payable CHECK (total < 1000000 AND id > 0);
            ALTER TABLE orders ADD UNIQUE (total, id);
            ALTER TABLE orders ALTER COLUMN total SET DEFAULT 100;
            -- segue:value 7
            ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
            COMMENT ON COLUMN orders.total IS 'in cents';
            ALTER TABLE customer ALTER COLUMN id TYPE bigint;
            ALTER TABLE orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customer;
            """;

    private final TestServer server;
    private final TestDatabase database;
    private final Revisions revisions;

    BuiltOnNewTypeTest(TestServer server, @TempDir Path folder) {
        this.server = server;
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void create() {
        database.execute(SHOP);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100_000})
    void itIsThereInTheEndAsIfItHadBeenWrittenPlainly(long smallRows) throws Exception {
        List<String> plain = plainly();
        Segue segue = segue(UPGRADE, smallRows);
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background application = Background.run(() -> work(isOver))) {
            segue.upgrade("head");
            database.await("SELECT total = 1.23 FROM orders WHERE id = 1");
            isOver.set(true);
            application.await();
        }
        assertThat(database.text("SELECT total FROM orders WHERE id = 1")).isEqualTo("1.23");
        segue.contract(List.of());

        assertThat(Change.catalogOf(database)).containsExactlyElementsOf(plain);
        assertThat(database.lines("SELECT total FROM orders WHERE id IN (1, 2, 4000) ORDER BY id"))
                .containsExactly("123", "2", "7");
        assertThat(database.text("INSERT INTO orders (id) VALUES (9999) RETURNING total"))
                .isEqualTo("100");
    }

    @Test
    void theWayBackLeavesNothing() {
        List<String> before = Change.catalogOf(database);
        Segue segue = segue(UPGRADE, 0);

        segue.upgrade("head");
        segue.downgrade("base");

        assertThat(Change.catalogOf(database)).containsExactlyElementsOf(before);
    }

    @Test
    void aNewTableThatRefersToTheNewTypeHasToWait() {
        Segue segue = segue(
                "ALTER TABLE customer ALTER COLUMN id TYPE bigint;"
                        + " CREATE TABLE note (id int PRIMARY KEY, customer bigint REFERENCES customer (id));",
                0);

        assertThat(Problems.of(() -> segue.upgrade("head")).code().code()).isEqualTo("PL106");
    }

    private void work(AtomicBoolean isOver) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 10_000; !isOver.get(); i++) {
                statement.execute("INSERT INTO orders (id, total, customer) VALUES (" + i + ", 0.5, 7)");
                statement.execute("UPDATE orders SET total = 1.23 WHERE id = 1");
                statement.execute("UPDATE orders SET total = NULL WHERE id = 4000");
            }
        }
    }

    private List<String> plainly() {
        try (TestDatabase twin = server.database()) {
            twin.execute(SHOP);
            twin.execute("UPDATE orders SET total = 0.07 WHERE total IS NULL", UPGRADE);
            return Change.catalogOf(twin);
        }
    }

    private Segue segue(String upgrade, long smallRows) {
        return database.segue(revisions.add(upgrade).folder())
                .rollout(Rollout.PHASED)
                .smallTables(smallRows, Long.MAX_VALUE)
                .build();
    }
}
