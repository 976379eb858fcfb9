package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.GuidePage;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the guide says of tables that are split, besides what the stories tell. */
@ExtendWith(TestServer.Shared.class)
class SplitTableTest {

    private final TestDatabase database;
    private final Path folder;

    SplitTableTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void users() {
        database.execute(
                "CREATE TABLE accounts (id bigint PRIMARY KEY)",
                "INSERT INTO accounts SELECT generate_series(1, 10)",
                "CREATE TABLE users (id bigint PRIMARY KEY, street text, city text, account_id bigint REFERENCES accounts)",
                "INSERT INTO users SELECT i, 's' || i, 'c' || i, 1 + i % 10 FROM generate_series(1, 1000) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anAccountThatIsGoneStandsInTheWayBackUntilItsUsersAreCleared() {
        copied("58d2e7b0c3a6", "9f6a1c4e7b25");
        segue().upgrade("head");
        segue().contract(List.of());
        database.execute("INSERT INTO memberships VALUES (4, 9), (5, 9)", "DELETE FROM accounts WHERE id = 5");

        Problem refusal = Problems.of(() -> segue().downgrade("base"));
        database.execute("UPDATE users SET account_id = NULL WHERE account_id = 5");
        segue().downgrade("base");
        segue().contract(List.of());

        assertThat(refusal.headline()).contains("users_account_id_fkey");
        assertThat(database.lines("SELECT account_id FROM users WHERE id IN (4, 5, 14) ORDER BY id"))
                .containsExactly("9", "6", null);
        assertThat(database.refused("UPDATE users SET account_id = 5")).isEqualTo("23503");
        assertThat(segue().trash())
                .singleElement()
                .satisfies(table -> assertThat(database.text("SELECT count(*) FROM " + table.keptIn()))
                        .isEqualTo("902"));
    }

    @Test
    void whatAWriterInRepeatableReadLeavesBehindIsFoundBeforeTheContraction() throws SQLException {
        copied("c17f09d2a5e4", "e40b83c6f1d9");
        try (Connection old = database.connect();
                Statement statement = old.createStatement()) {
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.setAutoCommit(false);
            statement.execute("SELECT FROM users");
            segue().upgrade("head");
            statement.execute("UPDATE users SET street = NULL, city = NULL WHERE id = 5");
            old.commit();
        }

        Problem refusal = Problems.of(() -> segue().contract(List.of()));
        database.execute("DELETE FROM addresses WHERE user_id = 5");
        segue().contract(List.of());

        assertThat(refusal.headline()).contains("there are users whose address is not in the table of addresses");
        assertThat(database.text("SELECT count(*) FROM addresses WHERE street = 's' || user_id"))
                .isEqualTo("999");
    }

    private void copied(String... revisions) {
        for (String revision : revisions) {
            GuidePage.named("split-a-table.md").copy(revision, folder);
        }
    }

    private Segue segue() {
        return database.segue(folder).rollout(Rollout.PHASED).smallTables(0, 0).build();
    }
}
