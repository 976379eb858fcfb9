package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the sessions of a backfill, and whatever is set for them, every row is computed once. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what cuts only has to be there
class BackfillSessionsTest {

    private static final int ROWS = 6_000;

    private static final StepAction.FillRows INCREMENT = new StepAction.FillRows(
            TableName.of("public", "item"),
            new RowWork.Assign("n = slowly(n) + 1", "TRUE"),
            FillSettings.DEFAULT.withBatch(50).withWorkers(4));

    /** In the first half of the table nobody goes far before all four are at work, and nobody goes beyond it. */
    private static final String TOGETHER = """
            CREATE FUNCTION together(id int, n int) RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
              IF id > 200 THEN
                IF (SELECT count(DISTINCT worker) FROM segue.backfill_chunk WHERE worker <> '') < 4
                    OR id > {half} AND NOT (SELECT is_open FROM gate) THEN
                  RAISE EXCEPTION 'not yet' USING ERRCODE = 'lock_not_available';
                END IF;
              END IF;
              RETURN slowly(n);
            END $$
            """.replace("{half}", String.valueOf(ROWS / 2));

    private final TestDatabase database;

    BackfillSessionsTest(TestServer server) {
        this.database = server.database();
    }

    @BeforeEach
    void createItems() {
        database.execute(
                """
                CREATE FUNCTION slowly(n int) RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(0.0005); RETURN n; END $$
                """,
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, " + ROWS + ") AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** That of the run itself is spared: it ends the run, which is another story. */
    @Test
    void helpersAndKeepersThatAreCutAtAnyMomentComeBack() throws Exception {
        try (Steps steps = Steps.on(database)) {
            String own = steps.session()
                    .query("SELECT pg_backend_pid()::text AS pid", row -> row.text("pid"))
                    .get(0);
            try (Background cutting = Background.run(() -> {
                database.await("SELECT sum(written) > 0 FROM segue.backfill_chunk");
                for (int cut = 0; cut < 8; cut++) {
                    database.lines("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), " + own + ")");
                    database.lines("SELECT pg_sleep(random())");
                }
            })) {
                long written = steps.fill(INCREMENT, false);
                cutting.await();

                assertThat(written).isEqualTo(ROWS);
            }
        }

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void oneThatIsCutWhileItWaitsForARangeComesBack() throws Exception {
        try (Steps steps = Steps.on(database)) {
            String own = steps.session()
                    .query("SELECT pg_backend_pid()::text AS pid", row -> row.text("pid"))
                    .get(0);
            createGate();
            StepAction.FillRows together = new StepAction.FillRows(
                    INCREMENT.table(), new RowWork.Assign("n = together(id, n) + 1", "TRUE"), INCREMENT.settings());
            try (Background filling = Background.run(() -> steps.fill(together, false))) {
                database.await("SELECT count(DISTINCT worker) = 4 FROM segue.backfill_chunk WHERE written > 0");
                try (Connection blocker = database.connect();
                        Statement statement = blocker.createStatement()) {
                    blocker.setAutoCommit(false);
                    statement.execute("SELECT FROM segue.backfill_job FOR UPDATE");
                    openGate();
                    database.await("WITH waiting AS MATERIALIZED (SELECT pid FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                            + " AND query LIKE '%FOR UPDATE%' AND pid <> " + own + ")"
                            + " SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM waiting");
                    blocker.rollback();
                }
                filling.await();
            }
        }

        assertThatEveryRowWasComputedOnce();
    }

    /** Its workers wait for one another too, where one of them waits for the application in the middle of a claim. */
    @Test
    void onlyTheApplicationIsNamedAsBeingInTheWay(@TempDir Path folder) throws Exception {
        createGate();
        Revisions.in(folder)
                .addData(
                        "-- segue:backfill batch=50 workers=4\nUPDATE item SET n = together(id, n) + 1;",
                        "-- segue:nothing \"it is thrown away\"");
        List<String> named = new CopyOnWriteArrayList<>();
        Segue segue = database.segue(folder)
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Waiting waiting) {
                        waiting.blockers().forEach(blocker -> named.add(blocker.text()));
                    }
                })
                .build();

        try (Background filling = Background.run(() -> segue.upgrade("head"))) {
            database.await("SELECT count(DISTINCT worker) = 4 FROM segue.backfill_chunk WHERE written > 0");
            try (Connection application = database.connect();
                    Statement statement = application.createStatement()) {
                application.setAutoCommit(false);
                statement.execute("LOCK TABLE item");
                openGate();
                statement.execute("SELECT pg_sleep(8)");
                eventually(() -> named, Predicate.not(List::isEmpty));
                application.rollback();
            }
            filling.await();
        }

        assertThat(named).isNotEmpty().allSatisfy(session -> assertThat(session).contains("(checkout-service)"));
        assertThatEveryRowWasComputedOnce();
    }

    /** Its rows are locked while it computes, and a process that stands still must not keep them so for long. */
    @Test
    void javaCodeHoldsItsRowsForHalfAMinuteAtMost() {
        RowWork code = new RowWork.RowFunction(
                List.of(),
                List.of(SqlName.of("n")),
                "n = 0 AND current_setting('idle_in_transaction_session_timeout')::interval"
                        + " BETWEEN interval '1 s' AND interval '30 s'",
                "compute n",
                row -> 1);

        try (Steps steps = Steps.on(database)) {
            steps.fill(new StepAction.FillRows(TableName.of("public", "item"), code, FillSettings.DEFAULT), false);
        }

        assertThatEveryRowWasComputedOnce();
    }

    /** Else those would be left as they are, and everything built on them as if they were filled. */
    @Test
    void rowsThatAPolicyHidesAreNotLeftOutInSilence(@TempDir Path folder) {
        String role = "tenant_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'secret'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER TABLE item OWNER TO " + role,
                "ALTER TABLE item ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE item FORCE ROW LEVEL SECURITY",
                "CREATE POLICY own ON item USING (id % 2 = 0)");
        Revisions.in(folder)
                .addData("-- segue:backfill\nUPDATE item SET n = n + 1;", "-- segue:nothing \"it is thrown away\"");
        Segue segue = Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(database.jdbcUrl(), role, "secret")
                .project(folder)
                .revisions(folder)
                .build();
        try {
            Problem problem = Problems.of(() -> segue.upgrade("head"));
            assertThat(problem.code()).isEqualTo(DatabaseProblem.NOT_PERMITTED);
            assertThat(problem.headline()).contains("row-level security policy for table \"item\"");
            assertThat(database.text("SELECT sum(n) FROM item")).isEqualTo("0");

            database.execute("ALTER TABLE item NO FORCE ROW LEVEL SECURITY");
            segue.upgrade("head");

            assertThatEveryRowWasComputedOnce();
        } finally {
            database.execute(
                    "REASSIGN OWNED BY " + role + " TO CURRENT_USER", "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void limitsThatAreSetForTheRoleAndItsIsolationDoNotKeepItFromFilling(@TempDir Path folder) {
        String role = "hurried_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'secret'",
                "ALTER ROLE " + role + " SET statement_timeout = '1s'",
                "ALTER ROLE " + role + " SET lock_timeout = '1ms'",
                "ALTER ROLE " + role + " SET idle_in_transaction_session_timeout = '1ms'",
                "ALTER ROLE " + role + " SET default_transaction_isolation = 'serializable'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER TABLE item OWNER TO " + role);
        Revisions.in(folder)
                .addData(
                        "-- segue:backfill batch=2000 workers=3\nUPDATE item SET n = slowly(n) + 1;",
                        "-- segue:nothing \"it is thrown away\"");
        try {
            Segue.builder()
                    .rollout(Rollout.DIRECT)
                    .database(database.jdbcUrl(), role, "secret")
                    .project(folder)
                    .revisions(folder)
                    .build()
                    .upgrade("head");

            assertThatEveryRowWasComputedOnce();
        } finally {
            database.execute(
                    "REASSIGN OWNED BY " + role + " TO CURRENT_USER", "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private void createGate() {
        database.execute(TOGETHER, "CREATE TABLE gate (is_open boolean)", "INSERT INTO gate VALUES (FALSE)");
    }

    private void openGate() {
        database.execute("UPDATE gate SET is_open = TRUE");
    }

    private void assertThatEveryRowWasComputedOnce() {
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
        assertThat(database.text("SELECT count(*) FROM item")).isEqualTo(String.valueOf(ROWS));
    }
}
