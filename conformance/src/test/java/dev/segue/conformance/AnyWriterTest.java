package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change goes unnoticed whatever the tables are like and however the applications write. */
@ExtendWith(TestServer.Shared.class)
class AnyWriterTest {

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final int FIRST_WITH_INVOKER = 15;

    private final TestServer server;
    private final TestDatabase database;
    private final Revisions revisions;

    AnyWriterTest(TestServer server, @TempDir Path folder) {
        this.server = server;
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** Such a writer repeats a transaction that met another one; it need not expect anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"REPEATABLE READ", "SERIALIZABLE"})
    void writersOfAnyIsolationFailWithNothingThatTheyDoNotExpectAnyway(String isolation) throws Exception {
        database.execute(
                "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL UNIQUE)",
                "INSERT INTO users (username) SELECT 'user ' || i FROM generate_series(1, 20000) AS i");
        revisions.add("ALTER TABLE users RENAME COLUMN username TO display_name;");
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch isAtWork = new CountDownLatch(1);

        try (Background writer = Background.run(() -> write(isolation, isAtWork, isOver))) {
            isAtWork.await();
            segue().build().upgrade("head");
            isOver.set(true);
            writer.await();
        }

        assertThat(database.text("SELECT count(*) FROM users WHERE username IS DISTINCT FROM display_name"))
                .isEqualTo("0");
        assertThat(database.text("SELECT count(*) > 0 FROM users WHERE username LIKE 'written%'"))
                .isEqualTo("t");
    }

    @Test
    void rowSecurityHoldsUnderTheOldNameOfATableToo() {
        Assumptions.assumeThat(server.embedded().version()).isGreaterThanOrEqualTo(FIRST_WITH_INVOKER);
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, owner text, seen boolean)",
                "INSERT INTO users VALUES (1, 'some_clerk'), (2, 'somebody else')",
                "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON users USING (owner = current_user)",
                "CREATE ROLE some_clerk",
                "GRANT SELECT, UPDATE ON users TO some_clerk");
        revisions.add("ALTER TABLE users RENAME TO people;");

        try {
            segue().build().upgrade("head");
            database.execute("SET ROLE some_clerk; UPDATE users SET owner = owner, seen = true");

            assertThat(database.lines("SELECT owner FROM people WHERE seen")).containsExactly("some_clerk");
        } finally {
            database.execute("DROP OWNED BY some_clerk", "DROP ROLE some_clerk");
        }
    }

    @Test
    void underItsOldNameATableHasItsColumnsInTheirOrderAndTakesWhatATableTakes() {
        database.execute(
                "CREATE TABLE users (z int PRIMARY KEY, dropped int, a text UNIQUE, m text DEFAULT 'none')",
                "ALTER TABLE users DROP COLUMN dropped",
                "INSERT INTO users VALUES (1, 'Ada', 'm')");
        revisions.add("ALTER TABLE users RENAME TO people;");
        segue().build().upgrade("head");

        database.execute(
                "INSERT INTO users VALUES (2, 'Bob', 'm')",
                "INSERT INTO users (z, a) VALUES (3, 'Ada') ON CONFLICT (a) DO UPDATE SET m = 'met again'",
                "DELETE FROM users WHERE z = 2");

        assertThat(database.lines("SELECT users::text FROM users")).containsExactly("(1,Ada,\"met again\")");
        assertThat(database.text("INSERT INTO users (z, a) VALUES (4, 'Eve') RETURNING m"))
                .isEqualTo("none");
        assertThat(database.lines("SELECT z::text FROM users ORDER BY z FOR UPDATE"))
                .containsExactly("1", "4");
    }

    @Test
    void whatTheChangeIsNotAboutStaysTheSameObject() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "CREATE TABLE orders (id int PRIMARY KEY, note text)",
                "CREATE VIEW names AS SELECT name FROM users",
                "CREATE VIEW notes AS SELECT note FROM orders");
        String before = database.text("SELECT 'notes'::regclass::oid || ' ' || 'orders'::regclass::oid");
        revisions.add("ALTER TABLE users RENAME COLUMN name TO full_name;");

        segue().build().upgrade("head");
        segue().build().contract(List.of());

        assertThat(database.text("SELECT 'notes'::regclass::oid || ' ' || 'orders'::regclass::oid"))
                .isEqualTo(before);
    }

    @Test
    void aCheckIsRewrittenWordByWordAndNotLetterByLetter() {
        database.execute(
                "CREATE TABLE boxes (id int PRIMARY KEY, width int, \"Id\" int,"
                        + " CONSTRAINT boxes_fit CHECK (id > 0 AND width > 0 AND \"Id\" <> 1 AND 'id' <> 'width'))",
                "INSERT INTO boxes VALUES (1, 1, 2)");
        revisions.add("ALTER TABLE boxes RENAME COLUMN id TO number;");

        segue().build().upgrade("head");
        segue().build().contract(List.of());

        assertThat(database.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'boxes_fit'"))
                .isEqualTo(
                        "CHECK (((number > 0) AND (width > 0) AND (\"Id\" <> 1) AND ('id'::text <> 'width'::text)))");
    }

    @Test
    void aViewThatCannotFollowATypeIsNamedAndNothingStaysOfTheAttempt() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, age text)",
                "CREATE VIEW ages AS SELECT length(age) FROM users");
        revisions.add("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;");

        Problem problem = Problems.of(() -> segue().build().upgrade("head"));

        assertThat(problem.text()).contains("view public.ages cannot be made again", "length(integer)");
        segue().build().downgrade("base");
        assertThat(database.text("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass"
                        + " AND attnum > 0 AND NOT attisdropped"))
                .isEqualTo("2");
    }

    @Test
    void whatCannotBeTakenBackWithoutLossIsSaidBeforeItIsApplied() {
        database.execute("CREATE TABLE users (id int PRIMARY KEY, score numeric)");
        revisions.add("-- segue:value 0\nALTER TABLE users ALTER COLUMN score SET NOT NULL;", "");

        Problem problem = Problems.of(() -> segue().build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL103");
        assertThat(problem.text()).contains("score", "lost would be which rows held NULL");
    }

    private void write(String isolation, CountDownLatch isAtWork, AtomicBoolean isOver) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_isolation = '" + isolation + "'");
            connection.setAutoCommit(false);
            for (int number = 0; !isOver.get(); number++) {
                try {
                    statement.execute("SELECT count(*) FROM users WHERE id < 100");
                    statement.execute("UPDATE users SET username = 'written " + number + "' WHERE id = "
                            + (1 + number * 37 % 20_000));
                    statement.execute("INSERT INTO users (username) VALUES ('new " + number + "')");
                    connection.commit();
                } catch (SQLException failure) {
                    connection.rollback();
                    assertThat(failure.getSQLState()).isEqualTo(SERIALIZATION_FAILURE);
                }
                isAtWork.countDown();
            }
        } finally {
            isAtWork.countDown();
        }
    }

    private SegueBuilder segue() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED).smallTables(0, 0);
    }
}
