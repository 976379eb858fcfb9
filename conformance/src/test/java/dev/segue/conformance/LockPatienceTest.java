package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.Blocker;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.HoldingBack;
import dev.segue.execution.ExecutionEvent.Waiting;
import dev.segue.execution.LockPatience;
import dev.segue.execution.RunReport;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A change waits for its locks without making the application wait behind it. */
@ExtendWith(TestServer.Shared.class)
@Isolated("it measures how long others wait")
class LockPatienceTest {

    private static final String WAITING = "SELECT count(*) > 0 FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'segue' AND wait_event_type = 'Lock'";

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

    LockPatienceTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void createTable() {
        database.execute("CREATE TABLE account (id int, balance bigint)", "INSERT INTO account VALUES (1, 4711)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aLongReaderIsWaitedForWhileTheApplicationGoesOn() throws Exception {
        revisions.add("ALTER TABLE account ADD COLUMN currency text;");
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean isOver = new AtomicBoolean();
        RunReport report;

        try (Connection reader = openReader();
                Background release = Background.run(() -> {
                    try {
                        awaitAnAttemptInVain();
                        int before = reads.get();
                        assertThat(eventually(reads::get, now -> now > before + 20))
                                .isGreaterThan(before + 20);
                    } finally {
                        reader.rollback();
                    }
                });
                Background application = Background.run(() -> readAllTheTime(reads, isOver))) {
            report = database.segue(revisions.folder())
                    .listener(events::add)
                    .build()
                    .upgrade("head");
            isOver.set(true);
            release.await();
            application.await();
        }

        assertThat(report.revisions()).hasSize(1);
        assertThat(blockers()).anySatisfy(LockPatienceTest::isTheReader);
    }

    @Test
    void whoIsInTheWayIsLookedUpBeforeTheQueueIsJoined() throws Exception {
        revisions.add("ALTER TABLE account ADD COLUMN currency text;");

        try (Connection reader = openReader()) {
            Thread.sleep(700);
            database.segue(revisions.folder())
                    .listener(event -> {
                        events.add(event);
                        if (event instanceof HoldingBack) {
                            rollBack(reader);
                        }
                    })
                    .build()
                    .upgrade("head");
        }

        assertThat(events).anySatisfy(event -> assertThat(event).isInstanceOf(HoldingBack.class));
        assertThat(events).noneMatch(ExecutionEvent.AttemptFailed.class::isInstance);
        assertThat(blockers()).allSatisfy(LockPatienceTest::isTheReader);
    }

    @Test
    void aSpentBudgetNamesWhoBlocksAndChangesNothing() throws Exception {
        revisions.add("CREATE TABLE unrelated (id int); ALTER TABLE account ADD COLUMN currency text;");
        List<String> before = Picture.of(database);
        LockPatience impatient =
                new LockPatience(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(2));
        Problem problem;

        try (Connection reader = openReader()) {
            assertThat(reader.isClosed()).isFalse();
            problem = Problems.of(() -> database.segue(revisions.folder())
                    .lockPatience(impatient)
                    .build()
                    .upgrade("head"));
        }

        assertThat(problem.code().code()).isEqualTo("EX103");
        assertThat(problem.code().kind()).isEqualTo(ProblemKind.LOCK);
        assertThat(problem.text())
                .contains(
                        "checkout-service",
                        "idle in transaction",
                        "SELECT * FROM account WHERE balance = ?",
                        "1.sql:5:")
                .doesNotContain("4711");
        assertThat(Picture.of(database))
                .filteredOn(line -> !line.contains("segue"))
                .isEqualTo(before);
        assertThat(database.text("SELECT count(*) FROM segue.revision")).isEqualTo("0");
    }

    @Test
    void aChangeOfTheJournalAloneIsAsPatientAsAnyOther() throws Exception {
        revisions.add("CREATE TABLE unrelated (id int);");
        database.segue(revisions.folder()).build().upgrade("head");
        revisions.add("CREATE TABLE other (id int);");
        LockPatience impatient =
                new LockPatience(Duration.ofMillis(1_500), Duration.ofMillis(1_500), Duration.ofSeconds(4));
        Problem problem;

        try (Connection locking = database.connect();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE segue.revision IN SHARE ROW EXCLUSIVE MODE");
            problem = Problems.of(() -> database.segue(revisions.folder())
                    .lockPatience(impatient)
                    .build()
                    .stamp(List.of("head")));
            database.segue(revisions.folder())
                    .listener(event -> {
                        if (event instanceof ExecutionEvent.AttemptFailed) {
                            rollBack(locking);
                        }
                    })
                    .build()
                    .stamp(List.of("head"));
        }

        assertThat(problem.code().code()).isEqualTo("EX103");
        assertThat(problem.text()).contains("attempts within 4.0 s", "checkout-service");
        assertThat(database.text("SELECT count(*) FROM segue.revision")).isEqualTo("2");
    }

    @Test
    void aDeadlockWithTheApplicationIsTriedAgain() throws Exception {
        database.execute("CREATE TABLE other (id int)");
        revisions.add("LOCK TABLE other; ALTER TABLE account ADD COLUMN currency text; SELECT pg_sleep(0);");
        LockPatience patient = new LockPatience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMinutes(1));

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '10min'");
            statement.execute("UPDATE account SET balance = 1");
            AtomicBoolean mayLock = new AtomicBoolean();
            try (Background crossing = Background.run(() -> {
                while (!mayLock.get()) {
                    Thread.sleep(10);
                }
                Thread.sleep(200);
                statement.execute("LOCK TABLE other IN SHARE MODE");
                application.commit();
            })) {
                database.segue(revisions.folder())
                        .lockPatience(patient)
                        .listener(event -> {
                            events.add(event);
                            if (event instanceof ExecutionEvent.StepStarted started
                                    && started.step().ordinal() == 2) {
                                mayLock.set(true);
                            }
                        })
                        .build()
                        .upgrade("head");
                crossing.await();
            }
        }

        assertThat(events)
                .filteredOn(ExecutionEvent.AttemptFailed.class::isInstance)
                .anySatisfy(event -> assertThat(((ExecutionEvent.AttemptFailed) event)
                                .problem()
                                .code()
                                .code())
                        .isEqualTo("DB202"));
        assertThat(database.text("SELECT balance FROM account")).isEqualTo("1");
        assertThat(database.segue(revisions.folder()).build().status().isUpToDate())
                .isTrue();
    }

    @Test
    void aProcedureThatCommitsIsNeitherHurriedNorRepeated() throws Exception {
        database.execute(
                "CREATE TABLE counted (n int)",
                "CREATE PROCEDURE count_up() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO counted VALUES (1); COMMIT;"
                        + " UPDATE account SET balance = 0; END $$");
        revisions.addWithoutTransaction("CALL count_up();");

        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE account SET balance = 1");
            try (Background release = Background.run(() -> {
                database.await(WAITING);
                Thread.sleep(2_000);
                writer.commit();
            })) {
                database.segue(revisions.folder()).build().upgrade("head");
                release.await();
            }
        }

        assertThat(database.text("SELECT count(*) FROM counted")).isEqualTo("1");
    }

    private void awaitAnAttemptInVain() {
        eventually(
                () -> events.stream().anyMatch(ExecutionEvent.AttemptFailed.class::isInstance)
                        && !blockers().isEmpty(),
                Boolean::booleanValue);
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Connection openReader() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT * FROM account WHERE balance = 4711");
        return connection;
    }

    private void readAllTheTime(AtomicInteger reads, AtomicBoolean isOver) throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            while (!isOver.get()) {
                statement.execute("SELECT balance FROM account");
                reads.incrementAndGet();
                Thread.sleep(20);
            }
        }
    }

    private List<Blocker> blockers() {
        return events.stream()
                .flatMap(event -> event instanceof HoldingBack holding
                        ? holding.blockers().stream()
                        : event instanceof Waiting waiting
                                ? waiting.blockers().stream()
                                : java.util.stream.Stream.empty())
                .toList();
    }

    private static void isTheReader(Blocker blocker) {
        assertThat(blocker.user()).contains("postgres");
        assertThat(blocker.application()).contains("checkout-service");
        assertThat(blocker.state()).isEqualTo("idle in transaction");
        assertThat(blocker.query()).contains("SELECT * FROM account WHERE balance = ?");
        assertThat(Integer.parseInt(blocker.sessionId())).isPositive();
        assertThat(blocker.transactionAge()).isPositive();
    }
}
