package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many runners are started, one works, and none fails. */
@ExtendWith(TestServer.Shared.class)
class RunnersAtOnceTest {

    private final TestDatabase database;
    private final Revisions revisions;

    RunnersAtOnceTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder)
                .add("CREATE TABLE account (balance bigint); INSERT INTO account VALUES (100);")
                .add("UPDATE account SET balance = balance * 2;")
                .add("CREATE INDEX CONCURRENTLY account_balance ON account (balance);")
                .addWithoutTransaction("INSERT INTO account VALUES (1); UPDATE account SET balance = balance + 1;");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10})
    void ofSeveralProcessesOneWorks(int count) {
        List<RunnerProcess> runners = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                runners.add(RunnerProcess.start());
            }
            runners.forEach(runner -> runner.upgrade(database, revisions.folder(), ""));
            runners.forEach(runner -> outcomes.add(runner.awaitLine("f")));
        } finally {
            runners.forEach(RunnerProcess::close);
        }

        assertThat(outcomes)
                .containsOnlyOnce("finished 4")
                .filteredOn("finished 0"::equals)
                .hasSize(count - 1);
        assertThat(database.lines("SELECT balance FROM account ORDER BY 1")).containsExactly("2", "201");
        assertThat(Picture.of(database)).noneMatch(line -> line.contains("valid f"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10})
    void ofSeveralThreadsOneWorks(int count) throws Exception {
        List<Integer> finished = new CopyOnWriteArrayList<>();
        List<Background> runners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runners.add(Background.run(() -> finished.add(database.segue(revisions.folder())
                    .build()
                    .upgrade("head")
                    .revisions()
                    .size())));
        }
        for (Background runner : runners) {
            runner.await();
        }

        assertThat(finished)
                .containsOnlyOnce(4)
                .filteredOn(number -> number == 0)
                .hasSize(count - 1);
        assertThat(database.lines("SELECT balance FROM account ORDER BY 1")).containsExactly("2", "201");
    }

    @Test
    void whenTheOneThatWorksIsKilledTheOneThatWaitsGoesOnAtOnce() {
        try (RunnerProcess first = RunnerProcess.start();
                RunnerProcess second = RunnerProcess.start()) {
            first.upgrade(database, revisions.folder(), "StepRun " + revisions.id(2))
                    .awaitStop();
            second.upgrade(database, revisions.folder(), "");
            second.awaitLine("waiting");
            long killed = System.nanoTime();
            first.kill();

            assertThat(second.awaitLine("f")).isEqualTo("finished 3");
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofMinutes(2));
        }
        assertThat(database.lines("SELECT balance FROM account ORDER BY 1")).containsExactly("2", "201");
    }

    @Test
    void aRunnerThatWaitsTooLongNamesWhoHoldsTheLock() {
        try (RunnerProcess first = RunnerProcess.start()) {
            first.upgrade(database, revisions.folder(), "MigrationLockObtained").awaitStop();

            assertThat(Problems.of(() -> database.segue(revisions.folder())
                            .migrationLockWait(Duration.ofMillis(300))
                            .build()
                            .upgrade("head")))
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo(ExecutionProblem.LOCK_NOT_OBTAINED))
                    .satisfies(problem -> assertThat(problem.headline()).contains("of postgres (segue) from"));
        }
    }

    @Test
    void neitherTheOneThatWorksNorTheOneThatWaitsHoldsUpIndexBuildsOfOthers() {
        database.execute("CREATE TABLE theirs (id int)");
        try (RunnerProcess first = RunnerProcess.start();
                RunnerProcess second = RunnerProcess.start()) {
            first.upgrade(database, revisions.folder(), "RevisionStarted " + revisions.id(2))
                    .awaitStop();
            second.upgrade(database, revisions.folder(), "");
            second.awaitLine("waiting");

            database.execute("SET statement_timeout = '2min'", "CREATE INDEX CONCURRENTLY theirs_id ON theirs (id)");
        }
        assertThat(database.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'theirs_id'::regclass"))
                .isEqualTo("t");
    }
}
