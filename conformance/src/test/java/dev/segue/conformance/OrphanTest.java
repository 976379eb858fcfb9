package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Backend;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent.WaitingForMigrationLock;
import dev.segue.execution.RunReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server goes on with what a runner sent before it was killed. The next runner must not work beside that. */
@ExtendWith(TestServer.Shared.class)
class OrphanTest {

    private final TestDatabase database;
    private final Revisions revisions;

    OrphanTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aCommitThatOutlivesItsRunnerIsWaitedForAndNotRepeated() {
        database.execute("CREATE TABLE account (balance bigint)", "INSERT INTO account VALUES (100)");
        revisions.add("UPDATE account SET balance = balance * 2;");
        Backend worker = killWithFrozenServer("RevisionJournalling");
        AtomicBoolean hasWaited = new AtomicBoolean();

        RunReport next = database.segue(revisions.folder())
                .listener(event -> {
                    if (event instanceof WaitingForMigrationLock waiting) {
                        assertThat(waiting.holder().orElseThrow()).contains("session " + worker.pid(), "segue");
                        hasWaited.set(true);
                        worker.thaw();
                    }
                })
                .build()
                .upgrade("head");

        assertThat(hasWaited).isTrue();
        assertThat(next.revisions()).isEmpty();
        assertThat(database.text("SELECT balance FROM account")).isEqualTo("200");
    }

    @Test
    void anIndexBuildThatOutlivesItsRunnerIsWaitedForAndTaken() {
        database.execute(
                "CREATE TABLE account (balance bigint)", "INSERT INTO account SELECT generate_series(1, 1000)");
        revisions.add("CREATE INDEX CONCURRENTLY account_balance ON account (balance);");
        Backend worker = killWithFrozenServer("StepStarted");
        AtomicBoolean hasWaited = new AtomicBoolean();

        database.segue(revisions.folder())
                .listener(event -> {
                    if (event instanceof WaitingForMigrationLock) {
                        hasWaited.set(true);
                        worker.thaw();
                    }
                })
                .build()
                .upgrade("head");

        assertThat(hasWaited).isTrue();
        assertThat(Picture.of(database)).noneMatch(line -> line.contains("valid f"));
        assertThat(database.segue(revisions.folder()).build().status().isUpToDate())
                .isTrue();
    }

    @Test
    void aStatementThatWouldRunForHoursEndsWithItsRunner() {
        revisions.add("SELECT pg_sleep(3600);");
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), "StepStarted").awaitStop();
            runner.goOn();
            awaitStatement("%pg_sleep%");
            runner.kill();
        }
        revisions.edit(1, "CREATE TABLE quick (id int);");

        database.segue(revisions.folder())
                .migrationLockWait(Duration.ofMinutes(3))
                .build()
                .upgrade("head");

        assertThat(database.text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3600)%'"
                        + " AND pid <> pg_backend_pid() AND state = 'active'"))
                .isEqualTo("0");
    }

    @Test
    void anIndexBuildBetweenItsPhasesEndsWithItsRunnerAndIsBuiltAgain() throws Exception {
        database.execute(
                "CREATE TABLE account (balance bigint)", "INSERT INTO account SELECT generate_series(1, 1000)");
        revisions.add("CREATE INDEX CONCURRENTLY account_balance ON account (balance);");
        try (Connection reader = openOldSnapshot();
                RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), "StepStarted").awaitStop();
            runner.goOn();
            awaitPhase("waiting for old snapshots");
            runner.kill();
            reader.rollback();
        }

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(database.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'account_balance'::regclass"))
                .isEqualTo("t");
        assertThat(database.segue(revisions.folder()).build().status().isUpToDate())
                .isTrue();
    }

    @Test
    void anIndexBuildThatWaitsForWritersEndsWithItsRunnerAndIsBuiltAgain() throws Exception {
        database.execute(
                "CREATE TABLE account (balance bigint)", "INSERT INTO account SELECT generate_series(1, 1000)");
        revisions.add("CREATE INDEX CONCURRENTLY account_balance ON account (balance);");
        try (Connection writer = database.connect();
                RunnerProcess runner = RunnerProcess.start()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO account VALUES (1)");
            runner.upgrade(database, revisions.folder(), "StepStarted").awaitStop();
            runner.goOn();
            awaitPhase("waiting for writers before build");
            runner.kill();
            writer.commit();
        }

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(database.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'account_balance'::regclass"))
                .isEqualTo("t");
        assertThat(database.text("SELECT count(*) FROM account")).isEqualTo("1001");
    }

    @Test
    void rowsOfACopyThatWasCutOffAreLoadedOnce() {
        database.execute(
                "CREATE TABLE account (balance bigint)",
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END $$",
                "CREATE TRIGGER dawdle BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION dawdle()");
        revisions.add("COPY account FROM stdin;\n" + "7\n".repeat(500) + "\\.\n");
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), "StepStarted").awaitStop();
            runner.goOn();
            awaitStatement("COPY account%");
            runner.kill();
        }
        database.execute("DROP TRIGGER dawdle ON account");

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(database.text("SELECT count(*) FROM account")).isEqualTo("500");
    }

    @Test
    void aCommitThatIsCutOffBetweenItsDeferredChecksHappensOnceOrNotAtAll() {
        database.execute(
                "CREATE TABLE account (balance bigint)",
                "INSERT INTO account VALUES (100)",
                "CREATE TABLE patience (is_over boolean)",
                "INSERT INTO patience VALUES (FALSE)",
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " WHILE NOT (SELECT is_over FROM patience) LOOP PERFORM pg_sleep(0.05); END LOOP;"
                        + " RETURN NEW; END $$",
                "CREATE CONSTRAINT TRIGGER dawdle AFTER UPDATE ON account DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION dawdle()");
        revisions.add("UPDATE account SET balance = balance * 2;");
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), "RevisionJournalling").awaitStop();
            runner.goOn();
            awaitStatement("COMMIT%");
            runner.kill();
        }
        database.execute("UPDATE patience SET is_over = TRUE");

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(database.text("SELECT balance FROM account")).isEqualTo("200");
        assertThat(database.text("SELECT count(*) FROM segue.revision")).isEqualTo("1");
    }

    /** The statement is sent, and the runner is dead, before the server looks at it. */
    private Backend killWithFrozenServer(String moment) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), moment).awaitStop();
            Backend worker = Backend.thatWorksIn(database);
            worker.freeze();
            runner.goOn();
            worker.awaitUnreadInput(database);
            runner.kill();
            return worker;
        }
    }

    private Connection openOldSnapshot() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.createStatement().execute("SELECT 1");
        return connection;
    }

    private void awaitPhase(String phase) {
        database.await("SELECT count(*) > 0 FROM pg_stat_progress_create_index WHERE phase = '" + phase + "'"
                + " AND datname = current_database()");
    }

    private void awaitStatement(String like) {
        database.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'segue' AND state = 'active'"
                + " AND datname = current_database() AND query LIKE '" + like + "'");
    }
}
