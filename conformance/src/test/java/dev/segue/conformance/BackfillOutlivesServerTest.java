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
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.LockPatience;
import dev.segue.execution.RunReport;
import dev.segue.operation.FillSettings;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
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

    @BeforeAll
    void start() {
        server = TestServer.of(EmbeddedPostgres.builder().start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A sequence counts what is rolled back too. */
    @BeforeEach
    void prepare(@TempDir Path newFolder) {
        folder = newFolder;
        database = server.database();
        database.execute(
                "CREATE SEQUENCE computed",
                """
                CREATE FUNCTION slowly(n int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM nextval('computed');
                  PERFORM pg_sleep(0.0005);
                  RETURN n;
                END $$
                """,
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, note text)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");
        revisions = Revisions.in(folder)
                .addData(
                        "-- segue:backfill batch=" + BATCH + " workers=2\nUPDATE item SET n = slowly(n) + 1;",
                        "-- segue:nothing \"it is thrown away\"");
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void aRunComesBackWithTheServerAndDoesWhatItWasAskedForAndNoMore(StopMode mode) throws Exception {
        revisions.add("CREATE TABLE behind (id int);").add("CREATE TABLE unasked (id int);");
        AtomicInteger givenUp = new AtomicInteger();

        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("+2"))) {
            awaitWriting();
            restart(mode);
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce(2, givenUp.get());
        assertThat(givenUp.get()).isPositive();
        assertThat(database.text("SELECT to_regclass('behind') IS NOT NULL")).isEqualTo("t");
        assertThat(database.text("SELECT to_regclass('unasked') IS NULL")).isEqualTo("t");
        assertThat(segue(givenUp).status().underWay()).isEmpty();
    }

    @Test
    void aRunThatLosesOnlyItsLockTakesItAgainAndLeavesWhatWasTunedMeanwhile() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        Segue segue = database.segue(folder)
                .backfillOrders(FillSettings.DEFAULT.withBatch(BATCH - 1))
                .listener(counting(givenUp))
                .build();

        try (Background upgrade = Background.run(() -> segue.upgrade("head"))) {
            awaitWriting();
            segue.backfills().tune(ONLY_ONE, LARGER_BATCHES);
            database.lines("SELECT pg_terminate_backend(pid) FROM pg_locks"
                    + " WHERE locktype = 'advisory' AND classid = 1936025461 AND objid = 1");
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce(2, givenUp.get());
        assertThat(givenUp.get()).isPositive();
        assertThat(segue.backfills().list())
                .extracting(job -> job.pace().maxBatch())
                .containsExactly((long) BATCH);
        assertThat(segue.status().isUpToDate()).isTrue();
    }

    @Test
    void aRunnerThatWaitedForTheLockGoesOnAndTheFirstOneThenFindsNothingToDo() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        AtomicReference<String> waitsFor = new AtomicReference<>("");
        List<RunReport> first = new CopyOnWriteArrayList<>();
        List<RunReport> second = new CopyOnWriteArrayList<>();

        try (Background upgrade = Background.run(() -> first.add(segue(givenUp).upgrade("head")))) {
            awaitWriting();
            List<String> sessions = sessions();
            try (Background other = Background.run(() -> second.add(database.segue(folder)
                    .listener(event -> {
                        if (event instanceof ExecutionEvent.WaitingForMigrationLock waiting) {
                            waitsFor.set(waiting.holder().orElse("?"));
                        }
                    })
                    .build()
                    .upgrade("head")))) {
                eventually(waitsFor::get, holder -> !holder.isEmpty());
                terminate(sessions);
                other.await();
                upgrade.await();
            }
        }

        assertThat(second).extracting(report -> report.revisions().size()).containsExactly(1);
        assertThat(first).extracting(report -> report.revisions().size()).containsExactly(0);
        assertThatEveryRowWasComputedOnce(4, givenUp.get());
    }

    @Test
    void aRunWhoseRevisionWasGivenUpMeanwhileDoesNotBeginItAnew() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();

        SegueException failure;
        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("head"))) {
            awaitWriting();
            terminate(sessions());
            segue(new AtomicInteger()).abandon(revisions.id(1));
            failure = failureOf(upgrade);
        }

        assertThat(failure.problem().code().code()).isEqualTo("EX105");
        assertThat(failure.problem().remedy()).contains("segue status");
        assertThat(Integer.parseInt(database.text("SELECT sum(n) FROM item"))).isLessThan(ROWS);
    }

    @Test
    void aServerThatStaysAwayIsWaitedForAsLongAsALockAndTheSameCommandGoesOn() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        Segue impatient = database.segue(folder)
                .lockPatience(new LockPatience(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3)))
                .build();

        SegueException failure;
        try (Background upgrade = Background.run(() -> impatient.upgrade("head"))) {
            awaitWriting();
            server.embedded().stop(StopMode.FAST);
            failure = failureOf(upgrade);
        } finally {
            server.embedded().restart();
        }
        segue(givenUp).upgrade("head");

        assertThat(failure.problem().code().code()).isEqualTo("DB101");
        assertThat(failure.problem().remedy()).contains("start the database", "run the same command again");
        assertThatEveryRowWasComputedOnce(4, givenUp.get());
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void whoHelpsComesBackWithTheServerAndFillsTheRest(StopMode mode) throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        List<Job> filled = new CopyOnWriteArrayList<>();

        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("head"))) {
            awaitWriting();
            try (Background helping =
                    Background.run(() -> filled.add(segue(givenUp).backfills().run(ONLY_ONE, 2)))) {
                database.await("SELECT count(DISTINCT session) = 4 FROM segue.backfill_chunk");
                restart(mode);
                upgrade.await();
                helping.await();
            }
        }

        assertThat(filled).extracting(Job::state).containsAnyOf(JobState.FILLED, JobState.DONE);
        assertThatEveryRowWasComputedOnce(4, givenUp.get());
        assertThat(segue(givenUp).status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void whoIsAtWorkCanBeStoppedWhileTheServerIsAway(StopMode mode) throws Exception {
        AtomicInteger givenUp = new AtomicInteger();

        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("head"))) {
            awaitWriting();
            try (Background helping =
                    Background.run(() -> segue(givenUp).backfills().run(ONLY_ONE, 1))) {
                database.await("SELECT count(DISTINCT session) = 3 FROM segue.backfill_chunk");
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

    private Segue segue(AtomicInteger givenUp) {
        return database.segue(folder).listener(counting(givenUp)).build();
    }

    private static ExecutionListener counting(AtomicInteger givenUp) {
        return event -> {
            if (event instanceof ExecutionEvent.AttemptFailed) {
                givenUp.incrementAndGet();
            }
        };
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
    private void assertThatEveryRowWasComputedOnce(int workers, int givenUp) {
        int computed = Integer.parseInt(database.text("SELECT last_value FROM computed"));

        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(computed).isBetween(ROWS, ROWS + BATCH * (workers + givenUp) + SEQUENCE_AHEAD);
    }
}
