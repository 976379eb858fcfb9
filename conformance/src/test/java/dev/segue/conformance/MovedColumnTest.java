package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.GuidePage;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the guide says of its triggers, which keep a column equal in two tables. */
@ExtendWith(TestServer.Shared.class)
class MovedColumnTest {

    private static final String UNLIKE =
            "SELECT count(*) FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.email IS DISTINCT FROM p.email";

    private final TestDatabase database;
    private final Path folder;

    MovedColumnTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void move() {
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text)",
                "CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users, bio text)",
                "INSERT INTO users SELECT i, 'n' || i, 'e' || i FROM generate_series(1, 100) AS i",
                "INSERT INTO profiles SELECT id FROM users WHERE id > 10");
        GuidePage.named("move-a-column.md").copy("3d5e8a10c7f2", folder);
        segue().upgrade("head");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whoHoldsAProfileWhileSomebodyChangesItsUserIsMetByADeadlockThatLosesNothing() throws Exception {
        List<String> refusals = new CopyOnWriteArrayList<>();
        try (Connection fresh = database.connect();
                Statement statement = fresh.createStatement()) {
            fresh.setAutoCommit(false);
            statement.execute("SELECT FROM profiles WHERE user_id = 20 FOR UPDATE");
            Background old = Background.run(
                    () -> refusals.add(database.refused("UPDATE users SET email = 'by the old one' WHERE id = 20")));
            database.await("SELECT count(*) = 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
                    + " WHERE datname = current_database() AND NOT granted AND locktype = 'transactionid'");
            refusals.add(refused(statement, "UPDATE profiles SET email = 'by the new one' WHERE user_id = 20"));
            fresh.commit();
            old.await();
        }

        assertThat(refusals).containsExactlyInAnyOrder("40P01", "accepted");
        assertThat(database.text(UNLIKE)).isEqualTo("0");
    }

    @Test
    void whoLocksTheUserFirstNeverMeetsADeadlock() throws Exception {
        List<String> refusals = new CopyOnWriteArrayList<>();
        Background old = Background.run(() -> repeat(
                refusals,
                "UPDATE users SET email = 'old {n}' WHERE id = 20",
                "UPDATE users SET email = NULL WHERE id IN (20, 21)"));
        Background fresh = Background.run(() -> repeat(
                refusals,
                "DO $$ BEGIN PERFORM FROM users WHERE id = 20 FOR NO KEY UPDATE;"
                        + " UPDATE profiles SET email = 'new {n}' WHERE user_id = 20; END $$",
                "INSERT INTO profiles (user_id, email) VALUES (20, 'upserted {n}')"
                        + " ON CONFLICT (user_id) DO UPDATE SET email = excluded.email"));
        old.await();
        fresh.await();

        assertThat(refusals).isEmpty();
        assertThat(database.text(UNLIKE)).isEqualTo("0");
    }

    @Test
    void aWriterInRepeatableReadDoesNotMissAProfileThatItCannotSee() throws Exception {
        try (Connection old = database.connect();
                Statement statement = old.createStatement()) {
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.setAutoCommit(false);
            statement.execute("SELECT FROM users");
            database.execute("INSERT INTO profiles (user_id) VALUES (1)");

            assertThat(refused(statement, "UPDATE users SET email = 'later' WHERE id = 1"))
                    .isEqualTo("40001");
        }
        assertThat(database.text("SELECT email FROM profiles WHERE user_id = 1"))
                .isEqualTo("e1");
    }

    @Test
    void anApplicationNeedsNoRightsOnTheOtherTableAndGetsNone() {
        database.execute("DROP ROLE IF EXISTS mover", "CREATE ROLE mover", "GRANT SELECT, UPDATE ON users TO mover");
        try {
            database.execute("SET ROLE mover", "UPDATE users SET email = 'by the clerk' WHERE id = 20");
            database.execute("CREATE SCHEMA den AUTHORIZATION mover");

            assertThat(database.text("SELECT email FROM profiles WHERE user_id = 20"))
                    .isEqualTo("by the clerk");
            assertThat(database.refused("SET ROLE mover; CREATE TABLE den.trap (user_id bigint, email text);"
                            + " CREATE TRIGGER trap AFTER INSERT ON den.trap FOR EACH ROW"
                            + " EXECUTE FUNCTION public.user_follows_profile()"))
                    .isEqualTo("42501");
        } finally {
            database.execute("DROP OWNED BY mover CASCADE", "DROP ROLE mover");
        }
    }

    @Test
    void rowsOfReplicationAreFollowedWhereTheTriggersAreAlwaysEnabled() {
        database.execute(
                "ALTER TABLE users ENABLE ALWAYS TRIGGER profile_follows_user",
                "ALTER TABLE profiles ENABLE ALWAYS TRIGGER user_follows_profile");

        database.execute("SET session_replication_role = replica", "UPDATE users SET email = 'applied' WHERE id = 20");
        database.execute(
                "SET session_replication_role = replica", "UPDATE profiles SET email = 'here' WHERE user_id = 21");

        assertThat(database.lines("SELECT email FROM profiles WHERE user_id IN (20, 21) ORDER BY user_id"))
                .containsExactly("applied", "here");
        assertThat(database.text(UNLIKE)).isEqualTo("0");
    }

    @Test
    void nothingIsDroppedThatHasNoPlaceInTheNewTable() {
        GuidePage.named("move-a-column.md").copy("a94b60f2e1d8", folder);
        segue().upgrade("head");

        assertThat(Problems.of(() -> segue().contract(List.of())).headline())
                .contains("there are users whose e-mail address is not in a profile");

        database.execute("INSERT INTO profiles (user_id) SELECT id FROM users WHERE id < 10");
        database.execute("UPDATE users SET email = NULL WHERE id = 10");
        segue().contract(List.of());
        assertThat(database.text("SELECT count(*) FROM profiles WHERE email = 'e' || user_id"))
                .isEqualTo("99");
    }

    private Segue segue() {
        return database.segue(folder).rollout(Rollout.PHASED).smallTables(0, 0).build();
    }

    private void repeat(List<String> refusals, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int round = 0; round < 300; round++) {
                List<String> now = new ArrayList<>();
                for (String sql : statements) {
                    now.add(refused(statement, sql.replace("{n}", String.valueOf(round))));
                }
                now.removeIf("accepted"::equals);
                refusals.addAll(now);
            }
        }
    }

    private static String refused(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "accepted";
        } catch (SQLException refusal) {
            return refusal.getSQLState();
        }
    }
}
