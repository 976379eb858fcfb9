package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.AddConstraint;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications write a user before its orders; whoever locks both tables must do it in the same order. */
@ExtendWith(TestServer.Shared.class)
class ForeignKeyLockOrderTest {

    private final TestDatabase database;

    ForeignKeyLockOrderTest(TestServer server) {
        this.database = server.database();
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "CREATE TABLE orders (id int PRIMARY KEY, user_id int)",
                "INSERT INTO users SELECT i, 'n' FROM generate_series(1, 100) AS i",
                "INSERT INTO orders SELECT i, i FROM generate_series(1, 100) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void ordersAreNotLockedWhileSomebodyIsWaitedForWhoWroteAUser(boolean isSmall, boolean isNotValid) throws Exception {
        Change change = Change.seen(database, new AddConstraint(TableName.of("orders"), key(), isNotValid), isSmall);
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("UPDATE users SET name = 'changed' WHERE id = 1");

            try (Background migration = Background.run(change::expandAndMigrate)) {
                assertThatCode(this::writeOrders).doesNotThrowAnyException();
                statement.execute("UPDATE orders SET user_id = 1 WHERE id = 1");
                application.commit();
                migration.await();
            }
        }

        assertThat(database.lines("SELECT conname || ' ' || convalidated FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("of_user " + !isNotValid);
        change.retreat();
        assertThat(database.lines("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
                .isEmpty();
    }

    /** For two seconds, in which the other one tries several times. */
    private void writeOrders() throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = 150");
            for (int i = 0; i < 80; i++) {
                statement.execute("UPDATE orders SET user_id = 2 WHERE id = 2");
                Thread.sleep(25);
            }
        }
    }

    private static Constraint.ForeignKey key() {
        return new Constraint.ForeignKey(
                Optional.of(SqlName.of("of_user")),
                List.of(SqlName.of("user_id")),
                TableName.of("users"),
                List.of(SqlName.of("id")),
                "SIMPLE",
                "NO ACTION",
                "NO ACTION",
                Deferral.NOT_DEFERRABLE,
                true);
    }
}
