package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropTable;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications write a user before its orders; whoever locks both tables must do it in the same order. */
@ExtendWith(TestServer.Shared.class)
class ForeignKeyLockOrderTest {

    private static final TableName ORDERS = TableName.of("orders");

    private static final String KEYS = "SELECT conname FROM pg_constraint WHERE contype = 'f'";

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

    @ParameterizedTest
    @EnumSource(Drop.class)
    void norAreTheyWhileTheKeyGoes(Drop drop) throws Exception {
        Change change = dropping(drop);
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("UPDATE users SET name = 'changed' WHERE id = 1");

            try (Background migration =
                    Background.run(() -> change.run(change.recipe().steps()))) {
                assertThatCode(this::writeOrders).doesNotThrowAnyException();
                statement.execute("UPDATE orders SET user_id = 1 WHERE id = 1");
                application.commit();
                migration.await();
            }
        }

        assertThat(database.lines(KEYS)).isEmpty();
    }

    /** Both tables are locked in a block, whose quote a name could end. */
    @Test
    void aNameThatWouldEndTheBlockIsRefused() {
        SqlName hostile = SqlName.of("of_user$segue$; DROP TABLE users CASCADE; --");
        database.execute("ALTER TABLE orders ADD CONSTRAINT " + hostile.quoted(SqlSyntax.POSTGRESQL)
                + " FOREIGN KEY (user_id) REFERENCES users");

        Problem problem =
                Problems.of(() -> Change.seen(database, new DropConstraint(ORDERS, hostile, false, false), false));

        assertThat(problem.code().code()).isEqualTo("SQ120");
        assertThat(database.lines(KEYS)).containsExactly(hostile.text());
    }

    /** Each of these statements locks the orders, and then the users, to see whether the user is there. */
    @ParameterizedTest
    @EnumSource(Drop.class)
    void whoIsCheckedAgainstTheKeyIsNotWaitedForInVainAndNeverWaitsLong(Drop drop) throws Exception {
        database.lookForDeadlocksAfter("5s");
        Change change = dropping(drop);
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background one = Background.run(() -> changeUsers(isOver));
                Background other = Background.run(() -> changeUsers(isOver))) {
            change.run(change.recipe().steps());
            isOver.set(true);
            one.await();
            other.await();
        }

        assertThat(database.lines(KEYS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatWasDroppedInARevisionThatIsTakenBackIsAsItWasBefore(boolean isValidated) {
        database.execute("ALTER TABLE orders ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users"
                + (isValidated ? "" : " NOT VALID"));
        Change change = Change.seen(database, new DropConstraint(ORDERS, SqlName.of("of_user"), false, false), false);

        change.expandAndMigrate();
        List<String> without = database.lines(KEYS);
        change.retreat();

        assertThat(without).isEmpty();
        assertThat(database.lines("SELECT conname || ' ' || convalidated FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("of_user " + isValidated);
    }

    private enum Drop {
        KEY,
        KEY_THAT_IS_RELIED_ON,
        COLUMN,
        TABLE,
        REFERRED_TABLE
    }

    private Change dropping(Drop drop) {
        database.execute("ALTER TABLE orders ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users"
                + (drop == Drop.KEY_THAT_IS_RELIED_ON ? " ON DELETE CASCADE" : ""));
        Operation operation = switch (drop) {
            case KEY, KEY_THAT_IS_RELIED_ON -> new DropConstraint(ORDERS, SqlName.of("of_user"), false, false);
            case COLUMN -> new DropColumn(ORDERS, SqlName.of("user_id"), false, false, Optional.empty());
            case TABLE -> new DropTable(ORDERS, false, false);
            case REFERRED_TABLE -> new DropTable(TableName.of("users"), false, true);
        };
        Change change = Change.seen(database, operation, false);
        List<Step> untilTheKeyIsGone = change.recipe().steps().stream()
                .filter(step -> step.impact().locks().size() == 2)
                .toList();
        assertThat(untilTheKeyIsGone).hasSize(1);
        return new Change(database, change.recipe().withSteps(untilTheKeyIsGone));
    }

    private void changeUsers(AtomicBoolean isOver) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2500ms'");
            for (int i = 1; !isOver.get(); i++) {
                statement.execute("UPDATE orders SET user_id = " + (1 + i % 50) + " WHERE id = " + (1 + i % 90));
            }
        }
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
