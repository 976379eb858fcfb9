package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Trial;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.LockPatience;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A downgrade that waits to be contracted can be called off, and nobody takes it for something else meanwhile. */
@ExtendWith(TestServer.Shared.class)
class TurnedBackTest {

    private static final String RENAME = "ALTER TABLE users RENAME COLUMN nickname TO called;";

    private static final String RENAME_BACK = "ALTER TABLE users RENAME COLUMN called TO nickname;";

    private final TestDatabase database;
    private final Revisions revisions;

    TurnedBackTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void manyUsers() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, nickname text NOT NULL)",
                "CREATE INDEX by_nickname ON users (nickname)",
                "INSERT INTO users SELECT i, 'n' || i, 'nick' || i FROM generate_series(1, 30000) i",
                "ANALYZE users");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void itIsCalledOffWithWhatBothApplicationsWrote() {
        contracted(RENAME, RENAME_BACK);
        List<String> before = shape();
        segue().downgrade("base");
        database.execute(
                "UPDATE users SET nickname = 'by the old one' WHERE id = 1",
                "UPDATE users SET called = 'by the new one' WHERE id = 2");

        segue().upgrade("head");

        assertThat(shape()).containsExactlyElementsOf(before);
        assertThat(database.lines("SELECT called FROM users WHERE id < 4 ORDER BY id"))
                .containsExactly("by the old one", "by the new one", "nick3");
        assertThat(segue().status().isUpToDate()).isTrue();
        assertThat(segue().status().held()).isEmpty();
        assertThat(segue().contract(List.of()).revisions()).isEmpty();
        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(segue().status().applied()).isEmpty();
    }

    @Test
    void whatCameBackFromTheTrashGoesThereAgain() {
        contracted(
                "ALTER TABLE users DROP COLUMN nickname; ALTER TABLE users ADD COLUMN age int;",
                "ALTER TABLE users DROP COLUMN age; ALTER TABLE users ADD COLUMN nickname text NOT NULL DEFAULT '';");
        database.execute("UPDATE users SET age = id");
        segue().downgrade("base");
        assertThat(database.text("SELECT nickname FROM users WHERE id = 7")).isEqualTo("nick7");

        segue().upgrade("head");

        assertThat(segue().status().held()).isEmpty();
        assertThat(segue().trash()).hasSize(1);
        assertThat(database.text("SELECT count(age) FROM users")).isEqualTo("30000");
        segue().downgrade("base");
        assertThat(database.text("SELECT nickname FROM users WHERE id = 7")).isEqualTo("nick7");
    }

    @Test
    void itIsCalledOffFromWhereverItStopped() {
        contracted(RENAME, RENAME_BACK);
        List<String> before = Trial.picture(database);
        int stops = 0;

        while (isStopped(stops + 1)) {
            stops++;
            segue().upgrade("head");

            assertThat(Trial.picture(database)).as("after step %d", stops).containsExactlyElementsOf(before);
            assertThat(segue().status().underWay()).isEmpty();
        }

        assertThat(stops).isGreaterThan(3);
    }

    @Test
    void onceBegunItIsFinished() {
        contracted(RENAME, RENAME_BACK);
        List<String> before = Trial.picture(database);
        segue().downgrade("base");
        assertThat(isStopped(() -> stoppingAt(1).upgrade("head"))).isTrue();

        Problem downgrade = Problems.of(() -> segue().downgrade("base"));
        Problem contraction = Problems.of(() -> segue().contract(List.of()));
        segue().upgrade("head");

        assertThat(downgrade.code().code()).isEqualTo("PL113");
        assertThat(downgrade.remedy()).contains("segue upgrade " + revisions.id(1));
        assertThat(contraction.code().code()).isEqualTo("PL112");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void anUpgradeWhoseDowngradeWasBegunIsNotContractedInItsStead() throws SQLException {
        revisions.add(RENAME, RENAME_BACK);
        segue().upgrade("head");
        List<String> before = Trial.picture(database);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
            assertThat(Problems.of(() -> impatient().downgrade("base")).code().code())
                    .isEqualTo("EX103");
        }

        Problem problem = Problems.of(() -> segue().contract(List.of()));
        segue().upgrade("head");

        assertThat(problem.code().code()).isEqualTo("PL112");
        assertThat(problem.headline()).contains(revisions.id(1), "its downgrade was begun last");
        assertThat(problem.remedy())
                .contains("segue downgrade " + revisions.id(1) + "-1", "segue upgrade " + revisions.id(1));
        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        assertThat(segue().status().held()).hasSize(1);
        segue().contract(List.of());
        assertThat(segue().status().held()).isEmpty();
    }

    @Test
    void theWaysOutThatAreNamedCanBeGone() throws SQLException {
        revisions.add(RENAME, RENAME_BACK);
        List<String> before = Trial.picture(database);
        segue().upgrade("head");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
            Problems.of(() -> impatient().downgrade("base"));
        }

        segue().downgrade(revisions.id(1) + "-1");

        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        assertThat(segue().status().applied()).isEmpty();
    }

    @Test
    void aTransactionAroundTheWholeFileChangesNothing() {
        revisions.add("BEGIN; " + RENAME + " COMMIT;", "BEGIN; " + RENAME_BACK + " COMMIT;");
        List<String> before = Trial.picture(database);
        segue().upgrade("head");

        segue().downgrade("base");

        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        segue().upgrade("head");
        assertThat(segue().planContraction(List.of()).leaving())
                .extracting(name -> name.text())
                .containsExactly("column users.nickname");
        segue().contract(List.of());
        List<String> contracted = Trial.picture(database);
        segue().downgrade("base");
        segue().upgrade("head");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(contracted);
    }

    @Test
    void aDowngradeAsWrittenThatIsHalfWayIsFinishedFirst() throws IOException {
        contracted("CREATE TABLE things (id int);", "DROP INDEX CONCURRENTLY IF EXISTS none; DROP TABLE thing;");
        Files.writeString(revisions.folder().resolve("other.sql"), """
                -- segue:revision abcd00000001
                -- segue:message another line
                -- segue:labels other
                -- segue:upgrade
                CREATE TABLE other (id int);
                -- segue:downgrade
                DROP TABLE other;
                """);
        assertThat(Problems.of(() -> segue().downgrade(revisions.id(1) + "-1")).headline())
                .contains("thing");

        Problem again = Problems.of(() -> segue().upgrade(revisions.id(1)));
        Problem another = Problems.of(() -> segue().upgrade("abcd00000001"));

        assertThat(again.code().code()).isEqualTo("PL113");
        assertThat(again.remedy()).contains("segue downgrade " + revisions.id(1) + "-1");
        assertThat(another.code().code()).isEqualTo("EX201");
        assertThat(another.remedy()).contains("finish it with `segue downgrade " + revisions.id(1) + "-1`");
        database.execute("ALTER TABLE things RENAME TO thing");
        segue().downgrade(revisions.id(1) + "-1");
        segue().upgrade("abcd00000001");
        assertThat(segue().status().underWay()).isEmpty();
    }

    @Test
    void aTableThatWasThereBeforeStaysWhenItsCreationFailed() {
        database.execute("CREATE TABLE pets (id int PRIMARY KEY)", "CREATE TABLE taken (id int)");
        revisions.add(
                "ALTER TABLE users DROP COLUMN nickname;"
                        + " CREATE TABLE taken (a int REFERENCES users, b int REFERENCES pets);",
                "DROP TABLE taken; ALTER TABLE users ADD COLUMN nickname text NOT NULL;");
        List<String> before = Trial.picture(database);
        Problem problem = Problems.of(() -> segue().upgrade("head"));

        segue().downgrade("base");

        assertThat(problem.headline()).contains("\"taken\" already exists");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
    }

    @Test
    void othersHaveToWaitForWhatADowngradeHolds() {
        contracted("ALTER TABLE users ADD COLUMN nick text;", "ALTER TABLE users DROP COLUMN nick;");
        contracted(
                "ALTER TABLE users RENAME COLUMN nick TO called;", "ALTER TABLE users RENAME COLUMN called TO nick;");
        segue().downgrade("-1");
        List<String> held = Trial.picture(database);

        Problem problem = Problems.of(() -> segue().downgrade("base"));

        assertThat(problem.code().code()).isEqualTo("PL106");
        assertThat(problem.headline()).contains("of revision " + revisions.id(2), "column users.nick");
        assertThat(problem.remedy()).isEqualTo("run `segue contract " + revisions.id(2) + "` first");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(held);
        segue().contract(List.of());
        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(segue().status().applied()).isEmpty();
    }

    @Test
    void aNewRevisionOnTheSameTableWaitsForTheTurningBack() {
        contracted(RENAME, RENAME_BACK);
        segue().downgrade("base");
        revisions.add("ALTER TABLE users ADD COLUMN nickname text;", "ALTER TABLE users DROP COLUMN nickname;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));
        segue().upgrade(revisions.id(1));
        segue().upgrade("head");

        assertThat(problem.code().code()).isEqualTo("PL106");
        assertThat(problem.remedy()).isEqualTo("run `segue upgrade " + revisions.id(1) + "` first");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void whatDoesNotFollowIsNotTurnedBack() {
        contracted(RENAME, "DELETE FROM users WHERE id > 29000; " + RENAME_BACK);
        segue().downgrade("base");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL113");
        assertThat(problem.headline()).contains("DELETE FROM users");
        segue().downgrade(revisions.id(1) + "-1");
        segue().contract(List.of(revisions.id(1)));
        assertThat(segue().status().applied()).isEmpty();
    }

    /** All but the rows. */
    private List<String> shape() {
        return Trial.picture(database).stream()
                .filter(line -> !line.startsWith("rows of "))
                .toList();
    }

    private void contracted(String upgrade, String downgrade) {
        revisions.add(upgrade, downgrade);
        segue().upgrade("head");
        segue().contract(List.of());
    }

    private boolean isStopped(int step) {
        return isStopped(() -> stoppingAt(step).downgrade("base"));
    }

    private Segue segue() {
        return builder().build();
    }

    private SegueBuilder builder() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED);
    }

    private Segue impatient() {
        return builder()
                .lockPatience(new LockPatience(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1)))
                .build();
    }

    private Segue stoppingAt(int step) {
        AtomicInteger left = new AtomicInteger(step);
        return builder()
                .listener(event -> {
                    if (event instanceof ExecutionEvent.StepJournalled && left.decrementAndGet() == 0) {
                        throw new Stopped();
                    }
                })
                .build();
    }

    private static boolean isStopped(Runnable run) {
        try {
            run.run();
            return false;
        } catch (Stopped stopped) {
            return true;
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
