package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.backfill.Tuning;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.StopMode;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionProblem;
import dev.segue.execution.LockPatience;
import dev.segue.execution.RunReport;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.operation.FillSettings;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is stopped and started again while rows are filled. Has a server to itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("try") // what is to fail meanwhile only has to be there
class BackfillOutlivesServerTest {

    private static final int ROWS = 6_000;
    private static final int BATCH = 200;

    /** A crash loses what a sequence has in advance. */
    private static final int SEQUENCE_AHEAD = 33;

    private static final Optional<String> ONLY_ONE = Optional.empty();

    private static final Tuning LARGER_BATCHES = new Tuning(
            Optional.of((long) BATCH), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private TestServer server;
    private TestDatabase database;
    private Path folder;
    private Revisions revisions;
    private final List<ExecutionEvent.AttemptFailed> givenUp = new CopyOnWriteArrayList<>();

    @BeforeAll
    void start() {
        server = TestServer.of(EmbeddedPostgres.builder().start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A sequence counts what is rolled back too. Behind the first rows nobody gets on before the gate is opened. */
    @BeforeEach
    void prepare(@TempDir Path newFolder) {
        folder = newFolder;
        givenUp.clear();
        database = server.database();
        database.execute(
                "CREATE SEQUENCE computed",
                """
                CREATE FUNCTION slowly(id int, n int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM nextval('computed');
                  PERFORM pg_sleep(0.0005);
                  IF id > 2000 THEN
                    IF NOT (SELECT is_open FROM gate) THEN
                      PERFORM pg_sleep(0.3);
                      RAISE EXCEPTION 'the gate is closed' USING ERRCODE = 'lock_not_available';
                    END IF;
                  END IF;
                  RETURN n;
                END $$
                """,
                "CREATE TABLE gate (is_open boolean)",
                "INSERT INTO gate VALUES (FALSE)",
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, note text)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");
        revisions = Revisions.in(folder)
                .addData(
                        "-- segue:backfill batch=" + BATCH + " workers=2\nUPDATE item SET n = slowly(id, n) + 1;",
                        "-- segue:nothing \"it is thrown away\"");
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void aRunComesBackWithTheServerAndDoesWhatItWasAskedForAndNoMore(StopMode mode) throws Exception {
        revisions.add("CREATE TABLE behind (id int);").add("CREATE TABLE unasked (id int);");
        try (Background upgrade = Background.run(() -> segue().upgrade("+2"))) {
            awaitWriting();
            restart(mode);
            openGate();
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce(2);
        assertThat(hasLostSomething()).isTrue();
        assertThat(database.text("SELECT to_regclass('behind') IS NOT NULL")).isEqualTo("t");
        assertThat(database.text("SELECT to_regclass('unasked') IS NULL")).isEqualTo("t");
        assertThat(segue().status().underWay()).isEmpty();
    }

    @Test
    void aRunThatLosesOnlyItsLockTakesItAgainAndLeavesWhatWasTunedMeanwhile() throws Exception {
        Segue segue = database.segue(folder)
                .backfillOrders(FillSettings.DEFAULT.withBatch(BATCH - 1))
                .listener(this::note)
                .build();

        try (Background upgrade = Background.run(() -> segue.upgrade("head"))) {
            awaitWriting();
            segue.backfills().tune(ONLY_ONE, LARGER_BATCHES);
            database.lines("SELECT pg_terminate_backend(pid) FROM pg_locks"
                    + " WHERE locktype = 'advisory' AND classid = 1936025461 AND objid = 1");
            assertThat(eventually(this::hasLostSomething, Boolean::booleanValue))
                    .isTrue();
            openGate();
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce(2);
        assertThat(segue.backfills().list())
                .extracting(job -> job.pace().maxBatch())
                .containsExactly((long) BATCH);
        assertThat(segue.status().isUpToDate()).isTrue();
    }

    @Test
    void aRunnerThatWaitedForTheLockGoesOnAndTheFirstOneThenFindsNothingToDo() throws Exception {
        AtomicReference<String> waitsFor = new AtomicReference<>("");
        CountDownLatch hasLock = new CountDownLatch(1);
        List<RunReport> first = new CopyOnWriteArrayList<>();
        List<RunReport> second = new CopyOnWriteArrayList<>();

        try (Background upgrade = Background.run(
                () -> first.add(segueThatComesBackOnlyAfter(hasLock).upgrade("head")))) {
            awaitWriting();
            List<String> sessions = sessions();
            try (Background other = Background.run(() -> second.add(database.segue(folder)
                    .listener(event -> {
                        if (event instanceof ExecutionEvent.WaitingForMigrationLock waiting) {
                            waitsFor.set(waiting.holder().orElse("?"));
                        } else if (event instanceof ExecutionEvent.MigrationLockObtained) {
                            hasLock.countDown();
                        }
                    })
                    .build()
                    .upgrade("head")))) {
                eventually(waitsFor::get, holder -> !holder.isEmpty());
                terminate(sessions);
                openGate();
                other.await();
                upgrade.await();
            }
        }

        assertThat(second).extracting(report -> report.revisions().size()).containsExactly(1);
        assertThat(first).extracting(report -> report.revisions().size()).containsExactly(0);
        assertThatEveryRowWasComputedOnce(4);
    }

    @Test
    void aRunWhoseRevisionWasGivenUpMeanwhileDoesNotBeginItAnew() throws Exception {
        CountDownLatch isGivenUp = new CountDownLatch(1);

        SegueException failure;
        try (Background upgrade =
                Background.run(() -> segueThatComesBackOnlyAfter(isGivenUp).upgrade("head"))) {
            awaitWriting();
            terminate(sessions());
            database.segue(folder).build().abandon(revisions.id(1));
            isGivenUp.countDown();
            failure = failureOf(upgrade);
        }

        assertThat(failure.problem().code().code()).isEqualTo("EX105");
        assertThat(failure.problem().remedy()).contains("segue status");
        assertThat(Integer.parseInt(database.text("SELECT sum(n) FROM item"))).isLessThan(ROWS);
    }

    @Test
    void aServerThatStaysAwayIsWaitedForAsLongAsALockAndTheSameCommandGoesOn() throws Exception {
        Segue impatient = database.segue(folder)
                .lockPatience(new LockPatience(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(8)))
                .build();

        SegueException failure;
        try (Background upgrade = Background.run(() -> impatient.upgrade("head"))) {
            awaitWriting();
            server.embedded().stop(StopMode.FAST);
            failure = failureOf(upgrade);
        } finally {
            server.embedded().restart();
        }
        openGate();
        segue().upgrade("head");

        assertThat(failure.problem().code().code()).isEqualTo("DB101");
        assertThat(failure.problem().remedy()).contains("start the database", "run the same command again");
        assertThatEveryRowWasComputedOnce(4);
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void whoHelpsComesBackWithTheServerAndFillsTheRest(StopMode mode) throws Exception {
        List<Job> filled = new CopyOnWriteArrayList<>();

        try (Background upgrade = Background.run(() -> segue().upgrade("head"))) {
            awaitWriting();
            try (Background helping =
                    Background.run(() -> filled.add(segue().backfills().run(ONLY_ONE, 2)))) {
                awaitSessions(4);
                restart(mode);
                openGate();
                upgrade.await();
                helping.await();
            }
        }

        assertThat(filled).extracting(Job::state).containsAnyOf(JobState.FILLED, JobState.DONE);
        assertThatEveryRowWasComputedOnce(4);
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void whoIsAtWorkCanBeStoppedWhileTheServerIsAway(StopMode mode) throws Exception {
        try (Background upgrade = Background.run(() -> segue().upgrade("head"))) {
            awaitWriting();
            try (Background helping = Background.run(() -> segue().backfills().run(ONLY_ONE, 1))) {
                awaitSessions(3);
                server.embedded().stop(mode);
                upgrade.close();
                helping.close();
                assertThat(failureOf(upgrade).problem().code().code()).isIn("EX104", "BF109");
                assertThat(failureOf(helping).problem().code().code()).isIn("EX104", "BF109");
            }
        } finally {
            server.embedded().restart();
        }
    }

    private Segue segue() {
        return database.segue(folder).listener(this::note).build();
    }

    /** It connects again as soon as it was told of its loss. */
    private Segue segueThatComesBackOnlyAfter(CountDownLatch moment) {
        return database.segue(folder)
                .listener(event -> {
                    note(event);
                    if (isLoss(event)) {
                        await(moment);
                    }
                })
                .build();
    }

    private static void await(CountDownLatch moment) {
        try {
            if (!moment.await(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it never came");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.AttemptFailed failed) {
            givenUp.add(failed);
        }
    }

    private boolean hasLostSomething() {
        return givenUp.stream().anyMatch(BackfillOutlivesServerTest::isLoss);
    }

    /** Of a connection or of the migration lock; batches give way at the gate too. */
    private static boolean isLoss(ExecutionEvent event) {
        return event instanceof ExecutionEvent.AttemptFailed failed
                && (DatabaseProblem.isAboutTheConnection(failed.problem().code())
                        || failed.problem().code() == ExecutionProblem.LOCK_LOST);
    }

    private void openGate() {
        database.execute("UPDATE gate SET is_open = TRUE");
    }

    private void awaitSessions(int count) {
        database.await("SELECT count(DISTINCT session) = " + count + " FROM segue.backfill_chunk WHERE session <> ''");
    }

    /** Of everyone who is at work now. */
    private List<String> sessions() {
        return database.lines("SELECT pid::text FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'segue'");
    }

    private void terminate(List<String> sessions) {
        sessions.forEach(session -> database.lines("SELECT pg_terminate_backend(" + session + ")"));
    }

    private void awaitWriting() {
        database.await("SELECT sum(written) > 1000 FROM segue.backfill_chunk");
    }

    private void restart(StopMode mode) {
        server.embedded().stop(mode);
        server.embedded().restart();
    }

    private static SegueException failureOf(Background work) throws Exception {
        try {
            work.await();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SegueException told) {
                return told;
            }
            throw failed;
        }
        throw new AssertionError("it came to its end as if nothing had happened");
    }

    /** Each batch that was rolled back is computed once more, and nothing else is. */
    private void assertThatEveryRowWasComputedOnce(int workers) {
        int computed = Integer.parseInt(database.text("SELECT last_value FROM computed"));

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(computed).isBetween(ROWS, ROWS + BATCH * (workers + givenUp.size()) + SEQUENCE_AHEAD);
    }
}
