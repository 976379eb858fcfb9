package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.RunStarted;
import dev.segue.execution.ExecutionEvent.Waiting;
import dev.segue.execution.LockPatience;
import dev.segue.plan.Plan;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds a table for himself makes a plan wait; he is named, and waited for as long as the budget lasts. */
@ExtendWith(TestServer.Shared.class)
class PlanningPatienceTest {

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

    PlanningPatienceTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void oneTable() {
        database.execute("CREATE TABLE account (id int PRIMARY KEY, owner text DEFAULT 'nobody')");
        revisions.add("ALTER TABLE account RENAME COLUMN owner TO holder;");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theUpgradeWaitsAndSaysForWhom() throws Exception {
        try (Connection other = holding();
                Background release = releaseOnce(() -> hasSeen(Waiting.class) && hasSeen(AttemptFailed.class), other)) {
            assertThat(segue().build().upgrade("head").revisions()).hasSize(1);
            release.await();
        }

        assertThat(waitedForBefore(RunStarted.class)).contains("checkout-service");
        assertThat(events).anyMatch(AttemptFailed.class::isInstance);
    }

    @Test
    void aPreviewWaitsAndSaysForWhom() throws Exception {
        Plan plan;

        try (Connection other = holding();
                Background release = releaseOnce(() -> hasSeen(Waiting.class), other)) {
            plan = segue().build().planUpgrade("head");
            release.await();
        }

        assertThat(plan.stepCount()).isGreaterThan(2);
        assertThat(waitedForBefore(RunStarted.class)).contains("checkout-service");
    }

    @Test
    void aSpentBudgetNamesWhoHoldsTheTable() throws SQLException {
        LockPatience impatient =
                new LockPatience(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(1_500));

        try (Connection other = holding()) {
            Problem problem =
                    Problems.of(() -> segue().lockPatience(impatient).build().upgrade("head"));

            assertThat(problem.code().code()).isEqualTo("EX103");
            assertThat(problem.text()).contains("checkout-service", "LOCK TABLE account IN ACCESS EXCLUSIVE MODE");
            other.rollback();
        }
        assertThat(segue().build().status().applied()).isEmpty();
    }

    private Connection holding() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE account IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static Background releaseOnce(BooleanSupplier hasWaited, Connection connection) {
        return Background.run(() -> {
            eventually(hasWaited::getAsBoolean, Boolean::booleanValue);
            connection.rollback();
        });
    }

    private boolean hasSeen(Class<? extends ExecutionEvent> kind) {
        return events.stream().anyMatch(kind::isInstance);
    }

    /** The applications that were told of until an event of this kind. */
    private List<String> waitedForBefore(Class<? extends ExecutionEvent> kind) {
        return events.stream()
                .takeWhile(event -> !kind.isInstance(event))
                .filter(Waiting.class::isInstance)
                .flatMap(event -> ((Waiting) event).blockers().stream())
                .flatMap(blocker -> blocker.application().stream())
                .toList();
    }

    private SegueBuilder segue() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED).listener(events::add);
    }
}
