package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.BackfillProblem;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Counting;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.problem.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A partition comes to a table while that is filled: its rows are filled too, or it is said that they are not. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what holds something up only has to be there
class ArrivedPartitionTest {

    private static final Optional<String> ONLY_ONE = Optional.empty();

    /** Each row may be computed again. */
    private static final String GUARDED =
            "-- segue:backfill batch=500\nUPDATE item SET n = slowly(id, 1) WHERE n IS NULL;";

    /** None may. */
    private static final String UNGUARDED =
            "-- segue:backfill batch=500\nUPDATE item SET n = slowly(id, coalesce(n, 0)) + 1;";

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<Problem> warnings = new CopyOnWriteArrayList<>();

    ArrivedPartitionTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    /** The gate is in the second partition. */
    @BeforeEach
    void prepare(@TempDir Path unused) {
        Counting.prepare(database, unused);
        database.execute(
                "DROP TABLE item",
                "CREATE TABLE item (id int PRIMARY KEY, n int) PARTITION BY RANGE (id)",
                "CREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (4001)",
                "CREATE TABLE item_2 PARTITION OF item FOR VALUES FROM (4001) TO (8001)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, 8000) AS i",
                "CREATE TABLE late (id int PRIMARY KEY, n int)",
                "INSERT INTO late (id) SELECT i FROM generate_series(8001, 12000) AS i",
                "ANALYZE");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void itsRowsAreFilledWhereItCanBeToldWhichNeedIt() throws Exception {
        fillWhile(GUARDED, "ALTER TABLE item ATTACH PARTITION late FOR VALUES FROM (8001) TO (12001)");

        assertThatRowsHold("1 12000");
        assertThat(onlyJob().seen()).isEqualTo(12_000);
        assertThat(onlyJob().rows()).isEqualTo(12_000);
        assertThat(warnings).isEmpty();
    }

    @Test
    void itIsSaidWhereThatCannotBeTold() throws Exception {
        fillWhile(UNGUARDED, "ALTER TABLE item ATTACH PARTITION late FOR VALUES FROM (8001) TO (12001)");

        assertThatRowsHold("1 8000", "null 4000");
        assertThat(warnings).extracting(Problem::code).containsExactly(BackfillProblem.LEFT_ALONE);
        assertThat(warnings.get(0).headline()).contains("public.late").contains("public.item");
    }

    @Test
    void oneThatIsMadeAnewHasNothingToBeSaidOf() throws Exception {
        fillWhile(UNGUARDED, "CREATE TABLE item_3 PARTITION OF item FOR VALUES FROM (8001) TO (12001)");

        assertThatRowsHold("1 8000");
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneThatTakesTheNameOfAnotherIsFilledToo() throws Exception {
        fillWhile(
                GUARDED,
                "BEGIN; ALTER TABLE item_1 RENAME TO item_first; ALTER TABLE late RENAME TO item_1;"
                        + " ALTER TABLE item ATTACH PARTITION item_1 FOR VALUES FROM (8001) TO (12001); COMMIT");

        assertThatRowsHold("1 12000");
    }

    @Test
    void oneThatGoesAndComesBackIsGoneOnWith() throws Exception {
        revisions.addData(UNGUARDED, "-- segue:nothing \"it is thrown away\"");
        interruptAtTheGate();
        database.execute("ALTER TABLE item DETACH PARTITION item_2");
        segue().backfills().run(ONLY_ONE, 1);
        database.execute("ALTER TABLE item ATTACH PARTITION item_2 FOR VALUES FROM (4001) TO (8001)");

        segue().upgrade("head");

        assertThatRowsHold("1 8000");
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneThatComesBetweenAHelperAndTheRunIsFilledByTheRun() throws Exception {
        revisions.addData(GUARDED, "-- segue:nothing \"it is thrown away\"");
        interruptAtTheGate();
        Job filled = segue().backfills().run(ONLY_ONE, 2);
        database.execute("ALTER TABLE item ATTACH PARTITION late FOR VALUES FROM (8001) TO (12001)");

        segue().upgrade("head");

        assertThat(filled.state()).isEqualTo(JobState.FILLED);
        assertThatRowsHold("1 12000");
        assertThat(onlyJob().seen()).isEqualTo(12_000);
    }

    /** What was not computed is not forgotten with the process that has met it. */
    @Test
    void itIsSaidByTheRunAlsoWhenAHelperHasMetIt() throws Exception {
        revisions.addData(UNGUARDED, "-- segue:nothing \"it is thrown away\"");
        interruptAtTheGate();
        database.execute("ALTER TABLE item ATTACH PARTITION late FOR VALUES FROM (8001) TO (12001)");
        segue().backfills().run(ONLY_ONE, 2);
        warnings.clear();

        segue().upgrade("head");

        assertThatRowsHold("1 8000", "null 4000");
        assertThat(warnings).extracting(Problem::code).containsExactly(BackfillProblem.LEFT_ALONE);
    }

    /** The application is not kept from it by the batch that stands at the gate. */
    private void fillWhile(String upgrade, String change) throws Exception {
        revisions.addData(upgrade, "-- segue:nothing \"it is thrown away\"");
        try (Connection gate = Counting.closeGate(database);
                Background filling = Background.run(() -> segue().upgrade("head"))) {
            Counting.awaitAtGate(database);
            database.execute(change);
            gate.close();
            filling.await();
        }
        assertThat(onlyJob().state()).isEqualTo(JobState.DONE);
    }

    private void interruptAtTheGate() throws SQLException {
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, revisions.folder(), "");
            Counting.awaitAtGate(database);
            runner.kill();
        }
        database.await("SELECT count(*) = 0 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                + " WHERE c.relname LIKE 'item%' AND l.pid <> pg_backend_pid()");
    }

    private Segue segue() {
        return database.segue(revisions.folder())
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Warned warned) {
                        warnings.add(warned.problem());
                    }
                })
                .build();
    }

    private Job onlyJob() {
        List<Job> jobs = segue().backfills().list();
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private void assertThatRowsHold(String... counts) {
        assertThat(database.lines(
                        "SELECT coalesce(n::text, 'null') || ' ' || count(*) FROM item GROUP BY n ORDER BY n"))
                .containsExactly(counts);
    }
}
