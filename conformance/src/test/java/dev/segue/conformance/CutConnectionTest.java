package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.StopMode;
import dev.segue.execution.Cancellation;
import dev.segue.execution.ExecutionEvent;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose connection, statement or server ends under it is finished by the next one. Has a server to itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutConnectionTest {

    private static final String WORKERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'segue' AND state = 'active'";
    private static final String DAWDLING = "SELECT count(*) > 0 FROM pg_stat_activity"
            + " WHERE datname = current_database() AND query LIKE 'SELECT dawdle()%' AND wait_event = 'PgSleep'";
    private static final String LOCK_HOLDERS = "SELECT pg_terminate_backend(pid) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND classid = 1936025461 AND objid = 1";

    private TestServer server;
    private TestDatabase database;
    private Revisions revisions;

    @BeforeAll
    void start() {
        server = TestServer.of(EmbeddedPostgres.builder().start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void prepare(@TempDir Path folder) {
        database = server.database();
        database.execute(
                "CREATE TABLE account (balance bigint)",
                "INSERT INTO account VALUES (100)",
                "CREATE TABLE patience (is_over boolean)",
                "INSERT INTO patience VALUES (FALSE)",
                "CREATE FUNCTION dawdle() RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
                        + " WHILE NOT (SELECT is_over FROM patience) LOOP PERFORM pg_sleep(0.05); END LOOP; END $$");
        revisions = Revisions.in(folder)
                .add("UPDATE account SET balance = balance * 2; SELECT dawdle();"
                        + " CREATE INDEX CONCURRENTLY account_balance ON account (balance);")
                .add("CREATE TABLE behind (id int);");
    }

    @Test
    void aWorkerThatIsTerminatedInsideAStatementIsSucceededByTheNextRun() {
        Problem problem = failWhen(2, () -> database.lines(WORKERS));

        assertThat(problem.code().code()).isEqualTo("DB107");
        assertThat(problem.text())
                .contains(
                        "the connection to jdbc:postgresql://127.0.0.1:",
                        "was lost",
                        "the next run looks at what is there")
                .doesNotContain(database.server().password());
        isFinishedByTheNextRun();
    }

    @Test
    void aLockSessionThatIsTerminatedStopsTheRunBeforeItsNextCommit() {
        Problem problem = failWhen(2, () -> {
            database.lines(LOCK_HOLDERS);
            database.execute("SELECT pg_sleep(5)");
            dawdleNoMore();
        });

        assertThat(problem.code().code()).isEqualTo("EX102");
        assertThat(database.text("SELECT balance FROM account")).isEqualTo("100");
        isFinishedByTheNextRun();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatEndsInsideAStatementIsCaughtUpWithWhenItIsBack(boolean byCrash) {
        Problem problem = failWhen(2, () -> {
            if (byCrash) {
                server.embedded().crash();
            } else {
                server.embedded().stop(StopMode.FAST);
            }
        });
        assertThat(problem.code().code()).isIn("DB107", "EX102");
        server.embedded().restart();

        isFinishedByTheNextRun();
    }

    @Test
    void aStatementTimeoutInsideAStatementRollsItBackAndSaysSo() {
        Problem problem = Problems.of(() -> database.segue(revisions.folder())
                .statementTimeout(Duration.ofSeconds(3))
                .build()
                .upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB204");
        assertThat(problem.text()).contains("1.sql:5:43", "its finished steps stay");
        assertThat(database.text("SELECT balance FROM account")).isEqualTo("100");
        isFinishedByTheNextRun();
    }

    @Test
    void aStopOnRequestInsideAStatementRollsItBackAndCanBeGoneOnFrom() throws Exception {
        Cancellation cancellation = new Cancellation();
        AtomicReference<Background> stopping = new AtomicReference<>();
        Problem problem = Problems.of(() -> database.segue(revisions.folder())
                .cancellation(cancellation)
                .listener(event -> {
                    if (isStart(event, 2)) {
                        stopping.set(Background.run(() -> {
                            database.await(DAWDLING);
                            cancellation.request();
                        }));
                    }
                })
                .build()
                .upgrade("head"));
        Objects.requireNonNull(stopping.get()).await();

        assertThat(problem.code().code()).isEqualTo("EX104");
        assertThat(problem.code().kind()).isEqualTo(ProblemKind.INTERRUPTED);
        assertThat(database.text("SELECT balance FROM account")).isEqualTo("100");
        isFinishedByTheNextRun();
    }

    @Test
    void aDiskThatATriggerSaysIsFullRollsTheRevisionBack() {
        database.execute(
                "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$",
                "CREATE TRIGGER fill BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION fill()");

        Problem problem = Problems.of(() -> segue().upgrade("head"));
        database.execute("DROP TRIGGER fill ON account");

        assertThat(problem.code().code()).isEqualTo("DB206");
        isFinishedByTheNextRun();
    }

    @Test
    void aLimitOfTemporaryFilesInsideAnIndexBuildLeavesNoInvalidIndex() {
        dawdleNoMore();
        database.execute("INSERT INTO account SELECT g FROM generate_series(1000, 400000) AS g");
        database.execute(
                "ALTER DATABASE " + database.name() + " SET temp_file_limit = '64kB'",
                "ALTER DATABASE " + database.name() + " SET maintenance_work_mem = '1MB'",
                "ALTER DATABASE " + database.name() + " SET max_parallel_maintenance_workers = 0");

        Problem problem = Problems.of(() -> segue().upgrade("head"));
        List<String> left = database.lines("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid");
        database.execute("ALTER DATABASE " + database.name() + " RESET temp_file_limit");

        assertThat(problem.code().code()).isEqualTo("DB207");
        assertThat(left).isEmpty();
        segue().upgrade("head");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    private Problem failWhen(int step, Runnable blow) {
        AtomicReference<Background> blows = new AtomicReference<>();
        Problem problem = Problems.of(() -> database.segue(revisions.folder())
                .listener(event -> {
                    if (isStart(event, step)) {
                        blows.set(Background.run(() -> {
                            database.await(DAWDLING);
                            blow.run();
                        }));
                    }
                })
                .build()
                .upgrade("head"));
        try {
            Objects.requireNonNull(blows.get()).await();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return problem;
    }

    private static boolean isStart(ExecutionEvent event, int step) {
        return event instanceof ExecutionEvent.StepStarted started
                && started.step().ordinal() == step;
    }

    private void dawdleNoMore() {
        database.execute("UPDATE patience SET is_over = TRUE");
    }

    private void isFinishedByTheNextRun() {
        dawdleNoMore();
        segue().upgrade("head");

        assertThat(database.text("SELECT balance FROM account")).isEqualTo("200");
        assertThat(database.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'account_balance'::regclass"))
                .isEqualTo("t");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    private Segue segue() {
        return database.segue(revisions.folder()).build();
    }
}
