package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.backfill.Job;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Errand;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.operation.FillSettings.Verify;
import dev.segue.operation.Phase;
import dev.segue.plan.Plan;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.step.StepAction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A revision that computes several columns of one table goes through its rows once. */
@ExtendWith(TestServer.Shared.class)
class FilledOnceTest {

    private static final int ROWS = 30_000;

    private static final String UP = """
            ALTER TABLE item ALTER COLUMN price TYPE bigint;
            ALTER TABLE item ALTER COLUMN weight TYPE bigint;
            ALTER TABLE item RENAME COLUMN note TO remark;
            -- segue:value 'item ' || id
            ALTER TABLE item ADD COLUMN label text NOT NULL;
            """;

    private static final String DOWN = """
            ALTER TABLE item DROP COLUMN label;
            ALTER TABLE item RENAME COLUMN remark TO note;
            ALTER TABLE item ALTER COLUMN weight TYPE integer;
            ALTER TABLE item ALTER COLUMN price TYPE integer;
            """;

    private final TestDatabase database;
    private final Revisions revisions;

    FilledOnceTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void manyItems() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, price int NOT NULL, weight int, note text)",
                "INSERT INTO item SELECT i, i, nullif(i % 3, 0), 'n' || i FROM generate_series(1, " + ROWS + ") AS i",
                "CREATE INDEX item_price ON item (price)",
                "ANALYZE item");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void everyRowIsWrittenOnceForAllColumns() {
        revisions.add(UP, DOWN);
        database.lookForDeadlocksAfter("1min");

        segue().upgrade("head");

        assertThat(jobs()).hasSize(1).allMatch(job -> job.written() == ROWS);
        database.await("SELECT n_tup_upd >= " + ROWS + " FROM pg_stat_user_tables WHERE relname = 'item'");
        assertThat(Integer.parseInt(database.text("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'item'")))
                .isBetween(ROWS, ROWS + ROWS / 10);
        segue().contract(List.of());
        assertThat(database.text("SELECT count(*) FROM item WHERE price = id AND weight IS NOT DISTINCT FROM"
                        + " nullif(id % 3, 0) AND remark = 'n' || id AND label = 'item ' || id"))
                .isEqualTo(String.valueOf(ROWS));
    }

    @Test
    void nothingThatTheApplicationsWriteMeanwhileIsLost() throws Exception {
        revisions.add(UP, DOWN);
        builder().phases(Set.of(Phase.EXPAND)).build().upgrade("head");
        String weight = database.text("SELECT attname FROM pg_attribute WHERE attrelid = 'item'::regclass"
                + " AND attname LIKE 'segue_shadow%weight'");
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger ofOld = new AtomicInteger();
        AtomicInteger ofNew = new AtomicInteger();

        try (Background old =
                        Background.run(() -> repeat("UPDATE item SET price = price + 1 WHERE id = ", isOver, ofOld));
                Background next = Background.run(() -> repeat(
                        "UPDATE item SET \"" + weight + "\" = 5000000, label = 'mine' WHERE id = ", isOver, ofNew))) {
            eventually(() -> Math.min(ofOld.get(), ofNew.get()), written -> written > 0);
            segue().upgrade("head");
            isOver.set(true);
            old.await();
            next.await();
        }
        segue().contract(List.of());

        assertThat(jobs()).hasSize(1);
        assertThat(ofOld).hasPositiveValue();
        assertThat(ofNew).hasPositiveValue();
        assertThat(database.text("SELECT sum(price - id) FROM item")).isEqualTo(ofOld.toString());
        assertThat(database.text("SELECT count(*) FROM item WHERE weight = 5000000 AND label = 'mine'"))
                .isEqualTo(ofNew.toString());
        assertThat(database.text("SELECT count(*) FROM item WHERE weight IS NOT DISTINCT FROM nullif(id % 3, 0)"
                        + " AND remark = 'n' || id AND label = 'item ' || id"))
                .isEqualTo(String.valueOf(ROWS - ofNew.get()));
    }

    @Test
    void whoeverWasKilledHalfWayGoesOnAndComesBackInOneWayToo() {
        List<String> before = Change.catalogOf(database);
        revisions.add(UP, DOWN);
        killInside(Errand.UPGRADE);
        assertThat(jobs()).hasSize(1).allMatch(job -> job.written() > 0 && job.written() < ROWS);

        segue().upgrade("head");
        assertThat(jobs()).hasSize(1).allMatch(job -> job.written() == ROWS);
        segue().contract(List.of());
        Plan back = segue().planDowngrade("base");
        killInside(Errand.DOWNGRADE);
        segue().downgrade("base");
        segue().contract(List.of());

        assertThat(back.revisions().get(0).allSteps())
                .filteredOn(step -> step.action() instanceof StepAction.FillRows)
                .hasSize(1);
        assertThat(jobs()).hasSize(2);
        assertThat(Change.catalogOf(database)).isEqualTo(before);
        assertThat(database.text("SELECT count(*) FROM item WHERE price = id AND weight IS NOT DISTINCT FROM"
                        + " nullif(id % 3, 0) AND note = 'n' || id"))
                .isEqualTo(String.valueOf(ROWS));
    }

    @Test
    void whatWasKilledHalfWayIsTakenBackWithoutATrace() {
        List<String> before = Change.catalogOf(database);
        revisions.add(UP, DOWN);
        killInside(Errand.UPGRADE);

        segue().downgrade("base");

        assertThat(Change.catalogOf(database)).isEqualTo(before);
        assertThat(segue().status().underWay()).isEmpty();
    }

    @Test
    void whatIsFoundWrongIsToldWithItsColumn() {
        revisions.add("""
                -- segue:back round(price)
                ALTER TABLE item ALTER COLUMN price TYPE numeric(10, 2) USING price;
                -- segue:back weight * 2
                ALTER TABLE item ALTER COLUMN weight TYPE numeric(10, 2) USING weight / 2;
                """, "SELECT 1;");
        Segue exact = builder()
                .backfillOrders(FillSettings.DEFAULT.withVerify(Verify.VALUE).withRoundtrip(Roundtrip.REFUSE))
                .build();

        Problem problem = Problems.of(() -> exact.upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("BF121");
        assertThat(problem.headline()).endsWith("than the old one of weight");
        segue().upgrade("head");
        database.execute(
                "SET session_replication_role = replica",
                "ALTER TABLE item DISABLE TRIGGER ALL",
                "UPDATE item SET price = 0 WHERE id = 7",
                "ALTER TABLE item ENABLE TRIGGER ALL");
        assertThat(Problems.of(() -> segue().contract(List.of())).headline())
                .contains("price")
                .doesNotContain("weight");
    }

    private void killInside(Errand errand) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.inPhases(errand, database, revisions.folder(), RunnerProcess.INSIDE_A_FILL);
            runner.awaitStop();
            runner.kill();
        }
    }

    /** For one row after the other. */
    private void repeat(String statement, AtomicBoolean isOver, AtomicInteger written) throws Exception {
        try (Connection connection = database.connect();
                Statement sent = connection.createStatement()) {
            for (int id = ROWS; id > 0 && !isOver.get(); id -= 7) {
                written.addAndGet(sent.executeUpdate(statement + id));
            }
        }
    }

    private List<Job> jobs() {
        return segue().backfills().list();
    }

    private Segue segue() {
        return builder().build();
    }

    private SegueBuilder builder() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED);
    }
}
