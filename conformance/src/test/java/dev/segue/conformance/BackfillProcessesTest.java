package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Counting;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that fill one table together are killed, frozen and cut off, and every row is computed once. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what holds something up only has to be there
class BackfillProcessesTest {

    private static final String KEEPERS = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE '%backfill_job%' AND application_name = 'segue'
              AND state = 'idle'""";

    private final TestDatabase database;
    private final Path folder;

    BackfillProcessesTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void prepare() {
        Counting.prepare(database, folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void killedInTheMiddleOfABatchItGoesOnWhereItWas() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, folder, "");
            Counting.awaitAtGate(database);
            runner.kill();
        }
        int halfWay = Integer.parseInt(database.text("SELECT sum(n) FROM item"));

        segue().upgrade("head");

        assertThat(halfWay).isBetween(1, Counting.ROWS - 1);
        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void twoProcessesFillOneTable() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start();
                RunnerProcess helper = RunnerProcess.start()) {
            try (Connection gate = Counting.closeGate(database)) {
                letBothWrite(runner, helper);
            }

            assertThat(runner.awaitLine("f")).isEqualTo("finished 1");
            assertThat(helper.awaitLine("f")).isEqualTo("finished 0");
        }
        assertThatEveryRowWasComputedOnce();
        assertThat(onlyJob())
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.DONE))
                .satisfies(job -> assertThat(job.written()).isEqualTo(Counting.ROWS));
    }

    @Test
    void whenTheOneThatBeganIsKilledTheOtherFillsTheRest() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start();
                RunnerProcess helper = RunnerProcess.start()) {
            try (Connection gate = Counting.closeGate(database)) {
                letBothWrite(runner, helper);
                runner.kill();
            }

            assertThat(helper.awaitLine("f")).isEqualTo("finished 0");
            assertThat(onlyJob().state()).isEqualTo(JobState.FILLED);
        }
        assertThatEveryRowWasComputedOnce();

        segue().upgrade("head");

        assertThatEveryRowWasComputedOnce();
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    /** After ten seconds the server itself ends the batch that stands still; until then its rows would be held. */
    @Test
    void aProcessThatStoodStillBeyondItsLeaseWritesNothingMore() throws Exception {
        try (RunnerProcess frozen = RunnerProcess.start()) {
            try (Connection gate = Counting.closeGate(database)) {
                frozen.upgrade(database, folder, "");
                Counting.awaitAtGate(database);
                frozen.freeze();
            }
            database.execute("UPDATE segue.backfill_chunk SET leased_until = leased_until - interval '1 hour'");

            Job filled = segue().backfills().run(Optional.empty(), 2);
            assertThat(filled.state()).isEqualTo(JobState.FILLED);
            assertThatEveryRowWasComputedOnce();
            frozen.thaw();
            frozen.awaitLine("finished 1");
        }

        segue().upgrade("head");

        assertThatEveryRowWasComputedOnce();
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aRunThatLosesItsConnectionTakesAnotherOneAndGoesOn() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start()) {
            try (Connection gate = Counting.closeGate(database)) {
                runner.upgrade(database, folder, "");
                Counting.awaitAtGate(database);
                Counting.terminateAtGate(database);
                Counting.awaitAtGate(database);
            }

            assertThat(runner.awaitLine("f")).isEqualTo("finished 1");
        }

        assertThatEveryRowWasComputedOnce();
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aKeeperThatLosesItsConnectionTakesAnotherOne() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start()) {
            try (Connection gate = Counting.closeGate(database)) {
                runner.upgrade(database, folder, "");
                Counting.awaitAtGate(database);
                database.await("WITH keeper AS MATERIALIZED (" + KEEPERS + ")"
                        + " SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM keeper");
            }

            assertThat(runner.awaitLine("f")).isEqualTo("finished 1");
        }
        assertThatEveryRowWasComputedOnce();
    }

    /** The one that comes second has to find rows that are left, however long its process takes to start. */
    private void letBothWrite(RunnerProcess runner, RunnerProcess helper) {
        Counting.gatherBehindGate(database, 2);
        runner.upgrade(database, folder, "");
        Counting.awaitAtGate(database);
        helper.fill(database, folder);
        database.await("SELECT count(DISTINCT session) = 2 FROM segue.backfill_chunk WHERE written > 0");
    }

    private Segue segue() {
        return database.segue(folder).build();
    }

    private Job onlyJob() {
        return segue().backfills().status(Optional.of("public.item"));
    }

    private void assertThatEveryRowWasComputedOnce() {
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }
}
