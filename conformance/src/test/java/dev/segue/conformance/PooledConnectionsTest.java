package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.HandMadePool;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The connections of an application's pool are used as the pool has set them up, and given back so. */
@ExtendWith(TestServer.Shared.class)
class PooledConnectionsTest {

    private static final List<String> SET_BY_THE_POOL = List.of("SET search_path = app", "SET ROLE owner_of_app");

    private static final String STATE = """
            SELECT concat_ws('|', current_setting('search_path'), current_user, current_setting('statement_timeout'),
              current_setting('lock_timeout'), current_setting('idle_session_timeout'),
              (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()))
            """;

    private final TestDatabase database;
    private final Revisions revisions;
    private final HandMadePool pool;

    PooledConnectionsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
        database.execute(
                "DO $$ BEGIN CREATE ROLE owner_of_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "CREATE SCHEMA app AUTHORIZATION owner_of_app",
                "GRANT CREATE ON DATABASE " + database.name() + " TO owner_of_app");
        this.pool = new HandMadePool(() -> {
            Connection connection = database.connect();
            try (Statement statement = connection.createStatement()) {
                for (String sql : SET_BY_THE_POOL) {
                    statement.execute(sql);
                }
            }
            return connection;
        });
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
        database.close();
    }

    @Test
    void aSecondRunGetsTheLockThatTheFirstOneHad() {
        revisions.add("CREATE TABLE one (id int);");
        segue().upgrade("head");
        revisions.add("CREATE TABLE two (id int);");

        segue().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aChangeHappensUnderTheRoleAndThePathOfThePool() {
        revisions
                .add("CREATE TABLE one (id int);")
                .add("SET search_path = public; RESET ROLE; SELECT 1;")
                .add("CREATE TABLE two (id int);");

        segue().upgrade("head");

        assertThat(
                        database.lines(
                                "SELECT relowner::regrole || ' ' || oid::regclass FROM pg_class WHERE relname IN ('one', 'two') ORDER BY 1"))
                .containsExactly("owner_of_app app.one", "owner_of_app app.two");
    }

    @Test
    void connectionsComeBackAsTheyWere() throws SQLException {
        revisions
                .add("SET search_path = public; RESET ROLE; CREATE TEMP TABLE batch (id int);")
                .add("CREATE TABLE app.one (id int); CREATE INDEX CONCURRENTLY one_id ON app.one (id);");

        segue().upgrade("head");

        assertThat(statesOfIdleConnections()).containsOnly("app|owner_of_app|0|0|0|0");
    }

    @Test
    void connectionsComeBackAsTheyWereAlsoFromARunThatFailed() throws SQLException {
        revisions.add("SET search_path = public; SELECT 1/0;");

        Problems.of(() -> segue().upgrade("head"));

        assertThat(statesOfIdleConnections()).containsOnly("app|owner_of_app|0|0|0|0");
    }

    @Test
    void noTransactionIsLeftOpenWhenAListenerThrows() throws SQLException {
        revisions.add("CREATE TABLE app.one (id int);");
        Segue failing = builder()
                .listener(event -> {
                    if (event instanceof dev.segue.execution.ExecutionEvent.StepRun) {
                        throw new IllegalStateException("a bug of the application");
                    }
                })
                .build();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> failing.upgrade("head")))
                .hasMessage("a bug of the application");

        assertThat(statesOfIdleConnections()).containsOnly("app|owner_of_app|0|0|0|0");
        assertThat(database.lines("SELECT to_regclass('app.one')")).containsOnlyNulls();
        assertThat(database.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND state LIKE 'idle in transaction%'"))
                .isEqualTo("0");
    }

    private List<String> statesOfIdleConnections() throws SQLException {
        List<String> states = new ArrayList<>();
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            taken.add(pool.dataSource().getConnection());
        }
        for (Connection connection : taken) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(STATE)) {
                rows.next();
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    private Segue segue() {
        return builder().build();
    }

    private dev.segue.SegueBuilder builder() {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(pool.dataSource())
                .migrationLockWait(Duration.ofSeconds(3))
                .project(revisions.folder())
                .revisions(revisions.folder());
    }
}
