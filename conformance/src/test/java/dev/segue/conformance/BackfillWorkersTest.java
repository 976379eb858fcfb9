package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.backfill.throttle.Throttle;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.KillAfterBatches;
import dev.segue.conformance.support.Killed;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Unconcerned;
import dev.segue.dialect.StatementProgress;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several workers of one process fill a table together, and whatever happens to them every row is computed once. */
@ExtendWith(TestServer.Shared.class)
class BackfillWorkersTest {

    private static final String SLOWLY = """
            CREATE FUNCTION slowly(n int) RETURNS int LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_sleep(0.0002); RETURN n; END $$
            """;

    /** Nobody goes far before all three are at work. */
    private static final String TOGETHER = """
            CREATE FUNCTION together(id int, n int) RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
              IF id > 200 THEN
                IF (SELECT count(DISTINCT worker) FROM segue.backfill_chunk WHERE worker <> '') < 3 THEN
                  RAISE EXCEPTION 'not all are there yet' USING ERRCODE = 'lock_not_available';
                END IF;
              END IF;
              RETURN slowly(n);
            END $$
            """;

    /** Sessions of workers and keepers; that of the test itself is called otherwise. */
    private static final String HELPERS = """
            SELECT pid
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND pid::text IN (SELECT split_part(session, '@', 1) FROM segue.backfill_chunk WHERE worker LIKE '%#%')
            """;

    private final TestDatabase database;

    BackfillWorkersTest(TestServer server) {
        this.database = server.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void severalWorkersComputeEveryRowOnce() {
        createItems(6_000);

        long written = fill("n = together(id, n) + 1", settings(3, 100));

        assertThat(written).isEqualTo(6_000);
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(database.lines("SELECT DISTINCT worker FROM segue.backfill_chunk WHERE written > 0"))
                .contains("the test", "the test #2", "the test #3");
    }

    @Test
    void severalWorkersGoThroughATableWithoutAKeyUntilNothingIsLeft() {
        database.execute(
                SLOWLY,
                "CREATE TABLE item (n int, twice int)",
                "INSERT INTO item SELECT i FROM generate_series(1, 6000) AS i");

        fill("twice = slowly(n) * 2", "twice IS NULL", settings(3, 200));

        assertThat(database.text("SELECT count(*) FROM item WHERE twice = n * 2"))
                .isEqualTo("6000");
    }

    @Test
    void theTablesAreCreatedTwiceWithoutHarm() {
        createItems(10);

        fill("n = n + 1", settings(1, 100));
        fill("n = n + 1", settings(2, 100));

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("2");
        assertThat(database.text("SELECT count(*) FROM segue.backfill_job")).isEqualTo("1");
    }

    @Test
    void aHelperThatLosesItsConnectionComesBackAndNothingIsDoneTwice() throws Exception {
        createItems(6_000);

        try (Background filling = Background.run(() -> fill("n = together(id, n) + 1", settings(3, 100)))) {
            database.await("SELECT count(*) > 0 FROM segue.backfill_chunk WHERE worker LIKE '%#%' AND written > 0");
            database.execute(HELPERS.replace("SELECT pid", "SELECT pg_terminate_backend(pid)"));
            filling.await();
        }

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void aProblemOfOneWorkerEndsAllOfThem() {
        createItems(5_000);
        database.execute("ALTER TABLE item ADD CHECK (id <> 4321 OR n = 0)");

        Problem problem = Problems.of(() -> fill("n = slowly(n) + 1", settings(3, 50)));

        assertThat(problem.code().code()).isEqualTo("DB213");
        assertThat(database.text("SELECT state FROM segue.backfill_job")).isEqualTo("failed");
        assertThat(database.text("SELECT failure FROM segue.backfill_job")).contains("item_check");
        assertThat(database.lines(HELPERS)).isEmpty();
    }

    @Test
    void whatAllWorkersDidWhenTheyWereKilledIsNotDoneAgain() {
        createItems(6_000);
        StepAction.FillRows fill = increment("n = slowly(n) + 1", settings(3, 100));

        try (Steps first = Steps.on(database).listening(new KillAfterBatches(30))) {
            assertThatThrownBy(() -> first.fill(fill, false)).isInstanceOf(Killed.class);
        }
        String halfWay = database.text("SELECT count(*) FROM item WHERE n = 1");
        try (Steps second = Steps.on(database)) {
            second.fill(fill, true);
        }

        assertThat(Integer.parseInt(halfWay)).isBetween(1, 5_999);
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void settingsThatDecideWhatIsComputedHoldForEveryWorker() {
        database.execute(
                "CREATE SCHEMA theirs",
                SLOWLY,
                TOGETHER,
                "CREATE FUNCTION theirs.word(id int) RETURNS text LANGUAGE sql AS"
                        + " $$ SELECT 'theirs ' || current_setting('TimeZone') || substr(together(id, 0)::text, 2) $$",
                "CREATE TABLE item (id int PRIMARY KEY, word text)",
                "INSERT INTO item SELECT i FROM generate_series(1, 5000) AS i");

        try (Steps steps = Steps.on(database)) {
            steps.session().execute("SET search_path = theirs, public");
            steps.session().execute("SET TimeZone = 'Asia/Colombo'");
            steps.fill(increment("word = word(id)", settings(3, 50)), false);
        }

        assertThat(database.lines("SELECT DISTINCT word FROM item")).containsExactly("theirs Asia/Colombo");
        assertThat(database.lines("SELECT DISTINCT worker FROM segue.backfill_chunk"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void rowsThatAreHeldForLongAreLeftForTheEnd() throws Exception {
        createItems(6_000);

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("UPDATE item SET note = 'theirs' WHERE id IN (5, 700)");
            try (Background filling = Background.run(() -> fill("n = n + 1", settings(1, 1_000)))) {
                database.await("SELECT count(*) = 5000 FROM (SELECT FROM item WHERE n = 1 AND id > 1000) AS done");
                assertThat(database.text("SELECT count(*) FROM segue.backfill_chunk WHERE is_put_off AND NOT is_done"))
                        .isNotEqualTo("0");
                application.commit();
                filling.await();
            }
        }

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(database.lines("SELECT note FROM item WHERE note IS NOT NULL"))
                .containsExactly("theirs", "theirs");
    }

    /** Not even the place where the range ends that would be left for the end can be looked up meanwhile. */
    @Test
    void aTableThatSomebodyKeepsForHimselfIsWaitedFor() throws Exception {
        createItems(6_000);

        try (Background filling = Background.run(() -> fill("n = slowly(n) + 1", settings(1, 100)))) {
            database.await("SELECT sum(written) > 0 FROM segue.backfill_chunk");
            keepForHimself("item");
            filling.await();
        }

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void nothingIsWrittenWhileAThrottleSpeaksAgainstIt() throws Exception {
        createItems(3_000);
        AtomicBoolean isBusy = new AtomicBoolean(true);
        Throttle throttle = () -> isBusy.get() ? Optional.of("the shop is full") : Optional.empty();
        List<String> phases = new CopyOnWriteArrayList<>();

        try (Steps steps = Steps.on(database).listening(new Unconcerned() {
                    @Override
                    public void progressed(StatementProgress progress) {
                        phases.add(progress.phase());
                    }
                });
                Background filling = Background.run(
                        () -> steps.fill(increment("n = n + 1", settings(2, 100)), false, List.of(throttle)))) {
            database.await("SELECT waits_for = 'the shop is full' FROM segue.backfill_job");
            assertThat(database.text("SELECT sum(n) FROM item")).isEqualTo("0");
            isBusy.set(false);
            filling.await();
        }

        assertThat(phases).contains("waiting: the shop is full", "filling");
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void aLimitOfTimeForAStatementMakesBatchesSmall() {
        createItems(3_000);

        try (Steps steps = Steps.on(database)) {
            steps.session().execute("SET statement_timeout = '700ms'");
            steps.fill(increment("n = slowly(n) + 1", settings(2, 3_000)), false);
        }

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void writersInAnyOrderAreNeverTheVictims() throws Exception {
        createItems(6_000);
        database.lookForDeadlocksAfter("4s");
        AtomicBoolean isOver = new AtomicBoolean();
        List<String> failures = new CopyOnWriteArrayList<>();

        try (Background even = writer(0, isOver, failures);
                Background odd = writer(1, isOver, failures)) {
            fill("n = slowly(n) + 1", settings(2, 500));
            isOver.set(true);
            even.await();
            odd.await();
        }

        assertThat(failures).isEmpty();
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void insertsUpdatesAndDeletesAtFullSpeedOnBothSidesDisturbNothing() throws Exception {
        database.execute(
                SLOWLY,
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL, twice int)",
                "INSERT INTO item SELECT i * 2, i * 2 FROM generate_series(1, 6000) AS i");
        database.lookForDeadlocksAfter("4s");
        AtomicBoolean isOver = new AtomicBoolean();
        List<String> failures = new CopyOnWriteArrayList<>();

        try (Background inserting = statements(isOver, failures, random -> {
                    int id = random.nextInt(1, 15_000) * 2 - 1;
                    return "INSERT INTO item VALUES (" + id + ", " + id + ", " + id * 2 + ") ON CONFLICT DO NOTHING";
                });
                Background updating = statements(
                        isOver,
                        failures,
                        random -> "UPDATE item SET n = n + 1, twice = (n + 1) * 2" + " WHERE id BETWEEN "
                                + random.nextInt(12_000) + " AND " + random.nextInt(12_000));
                Background deleting = statements(
                        isOver, failures, random -> "DELETE FROM item WHERE id = " + random.nextInt(12_000))) {
            fill("twice = slowly(n) * 2", "twice IS DISTINCT FROM n * 2", settings(2, 500));
            isOver.set(true);
            inserting.await();
            updating.await();
            deleting.await();
        }

        assertThat(failures).isEmpty();
        assertThat(database.text("SELECT count(*) FROM item WHERE twice IS DISTINCT FROM n * 2"))
                .isEqualTo("0");
    }

    /** Such a writer has to try again whoever else changes its rows; it is told nothing else. */
    @Test
    void serializableWritersGetTheirRowsWritten() throws Exception {
        createItems(5_000);
        database.lookForDeadlocksAfter("4s");
        List<String> failures = new CopyOnWriteArrayList<>();
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger committed = new AtomicInteger();

        try (Background writing = Background.run(() -> {
            SplittableRandom random = new SplittableRandom(8);
            try (Connection application = database.connect();
                    Statement statement = application.createStatement()) {
                application.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                application.setAutoCommit(false);
                while (!isOver.get()) {
                    try {
                        statement.execute("SELECT sum(n) FROM item WHERE id < 10");
                        statement.execute("UPDATE item SET note = coalesce(note, '') || 'x' WHERE id = "
                                + random.nextInt(1, 5_001));
                        application.commit();
                        committed.incrementAndGet();
                    } catch (SQLException failure) {
                        application.rollback();
                        if (!failure.getSQLState().equals("40001")) {
                            failures.add(failure.getMessage());
                        }
                    }
                }
            }
        })) {
            eventually(committed::get, count -> count > 0);
            fill("n = slowly(n) + 1", settings(2, 100));
            isOver.set(true);
            writing.await();
        }

        assertThat(failures).isEmpty();
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(database.text("SELECT sum(length(note)) FROM item")).isEqualTo(committed.toString());
    }

    private void createItems(int count) {
        database.execute(
                SLOWLY,
                TOGETHER,
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, note text)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + count + ") AS i");
    }

    /** For longer than rows are waited for before they are left for the end. */
    private void keepForHimself(String table) throws SQLException {
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table);
            statement.execute("SELECT pg_sleep(6)");
            application.rollback();
        }
    }

    private long fill(String assignments, FillSettings settings) {
        return fill(assignments, "TRUE", settings);
    }

    private long fill(String assignments, String guard, FillSettings settings) {
        try (Steps steps = Steps.on(database)) {
            return steps.fill(
                    new StepAction.FillRows(
                            TableName.of("public", "item"), new RowWork.Assign(assignments, guard), settings),
                    false);
        }
    }

    private static StepAction.FillRows increment(String assignments, FillSettings settings) {
        return new StepAction.FillRows(
                TableName.of("public", "item"), new RowWork.Assign(assignments, "TRUE"), settings);
    }

    private static FillSettings settings(int workers, long batch) {
        return new FillSettings(
                Optional.of(batch),
                Optional.empty(),
                Optional.of(workers),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Writes rows of one half in an order of its own, so that it meets nobody but the backfill. */
    private Background writer(int half, AtomicBoolean isOver, List<String> failures) {
        return Background.run(() -> {
            SplittableRandom random = new SplittableRandom(half);
            try (Connection application = database.connect();
                    Statement statement = application.createStatement()) {
                application.setAutoCommit(false);
                while (!isOver.get()) {
                    for (int i = 0; i < 20; i++) {
                        int id = random.nextInt(1, 3_000) * 2 + half;
                        statement.execute("UPDATE item SET note = 'theirs' WHERE id = " + id);
                    }
                    application.commit();
                }
            } catch (SQLException failure) {
                failures.add(failure.getMessage());
            }
        });
    }

    private Background statements(AtomicBoolean isOver, List<String> failures, Statements next) {
        return Background.run(() -> {
            SplittableRandom random = new SplittableRandom(5);
            try (Connection application = database.connect();
                    Statement statement = application.createStatement()) {
                while (!isOver.get()) {
                    statement.execute(next.text(random));
                }
            } catch (SQLException failure) {
                failures.add(failure.getMessage());
            }
        });
    }

    @FunctionalInterface
    private interface Statements {
        String text(SplittableRandom random);
    }
}
