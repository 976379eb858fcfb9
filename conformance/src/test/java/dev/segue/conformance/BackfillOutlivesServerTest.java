package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.StopMode;
import dev.segue.execution.ExecutionEvent;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

    private TestServer server;
    private TestDatabase database;
    private Path folder;

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
        Revisions.in(folder)
                .addData(
                        "-- segue:backfill batch=" + BATCH + " workers=2\nUPDATE item SET n = slowly(n) + 1;",
                        "-- segue:nothing \"it is thrown away\"");
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void aRunEndsWithACodeAndTheSameCommandGoesOn(StopMode mode) throws Exception {
        AtomicInteger givenUp = new AtomicInteger();

        SegueException failure;
        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("head"))) {
            awaitWriting();
            restart(mode);
            failure = failureOf(upgrade);
        }
        int halfWay = Integer.parseInt(database.text("SELECT sum(n) FROM item"));
        segue(givenUp).upgrade("head");

        assertThat(failure.problem().code().code()).isIn("DB107", "DB101");
        assertThat(failure.problem().remedy()).contains("run the same command again");
        assertThat(halfWay).isBetween(1, ROWS - 1);
        assertThatEveryRowWasComputedOnce(2, givenUp.get());
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
                failureOf(upgrade);
                helping.await();
            }
        }

        assertThat(filled).extracting(Job::state).containsExactly(JobState.FILLED);
        assertThatEveryRowWasComputedOnce(4, givenUp.get());
        segue(givenUp).upgrade("head");
        assertThatEveryRowWasComputedOnce(4, givenUp.get());
        assertThat(segue(givenUp).status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(StopMode.class)
    void whoHelpsCanBeStoppedWhileTheServerIsAway(StopMode mode) throws Exception {
        AtomicInteger givenUp = new AtomicInteger();

        try (Background upgrade = Background.run(() -> segue(givenUp).upgrade("head"))) {
            awaitWriting();
            try (Background helping =
                    Background.run(() -> segue(givenUp).backfills().run(ONLY_ONE, 1))) {
                database.await("SELECT count(DISTINCT session) = 3 FROM segue.backfill_chunk");
                server.embedded().stop(mode);
                failureOf(upgrade);
                helping.close();
                assertThat(failureOf(helping).problem().code().code()).isIn("EX104", "BF109");
            }
        } finally {
            server.embedded().restart();
        }
    }

    private Segue segue(AtomicInteger givenUp) {
        return database.segue(folder)
                .listener(event -> {
                    if (event instanceof ExecutionEvent.AttemptFailed) {
                        givenUp.incrementAndGet();
                    }
                })
                .build();
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
