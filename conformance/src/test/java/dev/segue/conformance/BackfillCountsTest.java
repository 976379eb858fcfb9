package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many rows are said to have been gone through as there are, and never more. */
@ExtendWith(TestServer.Shared.class)
class BackfillCountsTest {

    private static final int ROWS = 6_321;

    private static final String FILLING = "-- segue:backfill batch=1000\nUPDATE item SET n = 1 WHERE n IS NULL;";

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<StatementProgress> told = new CopyOnWriteArrayList<>();

    BackfillCountsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theLastRangeCountsTheRowsThatItHas() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");

        Job job = filled();

        assertThat(job.seen()).isEqualTo(ROWS);
        assertThat(told).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.done()).isLessThanOrEqualTo(ROWS);
            assertThat(progress.total()).isEqualTo(ROWS);
        });
    }

    @Test
    void whatNobodyHasCountedBeforeIsCountedInTheEnd() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int, filler text)",
                "INSERT INTO item SELECT i, NULL, repeat('x', 500) FROM generate_series(1, " + ROWS + ") AS i");

        Job job = filled();

        assertThat(job.seen()).isEqualTo(ROWS);
        assertThat(job.rows()).isEqualTo(ROWS);
        StatementProgress last = told.get(told.size() - 1);
        assertThat(last.done()).isEqualTo(ROWS);
        assertThat(last.total()).isEqualTo(ROWS);
    }

    @Test
    void severalWorkersCountNoRowTwice() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");

        Job job = filled(FILLING.replace("batch=1000", "batch=100 workers=3"));

        assertThat(job.seen()).isEqualTo(ROWS);
        assertThat(told).allSatisfy(progress -> assertThat(progress.done()).isLessThanOrEqualTo(ROWS));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6_100, ROWS})
    void rowsThatOthersHeldForLongCountOnceTheyAreDone(int held) throws Exception {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(1, " + ROWS + ") AS i",
                "ANALYZE item");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT FROM item WHERE id = " + held + " FOR UPDATE");
            try (Background filling = Background.run(this::filled)) {
                database.await("SELECT count(*) > 0 FROM segue.backfill_chunk WHERE is_put_off");
                application.commit();
                filling.await();
            }
        }

        assertThat(database.text("SELECT seen FROM segue.backfill_job")).isEqualTo(String.valueOf(ROWS));
        assertThat(told).allSatisfy(progress -> assertThat(progress.done()).isLessThanOrEqualTo(ROWS));
    }

    /** Rows move to new pages, which are gone through again; a few find room on old ones, and are met twice. */
    @Test
    void aTableWithoutAKeyIsCountedAboutOnceHoweverOftenItIsGoneThrough() {
        database.execute(
                "CREATE TABLE item (n int, filler text)",
                "INSERT INTO item SELECT NULL, repeat('x', 1500) FROM generate_series(1, " + ROWS + ")",
                "ANALYZE item");

        Job job = filled();

        assertThat(job.written()).isEqualTo(ROWS);
        assertThat(job.seen()).isBetween(ROWS * 99L / 100, ROWS * 101L / 100);
        assertThat(told).allSatisfy(progress -> assertThat(progress.done()).isLessThanOrEqualTo(progress.total()));
    }

    private Job filled() {
        return filled(FILLING);
    }

    private Job filled(String upgrade) {
        revisions.addData(upgrade, "-- segue:nothing \"it is thrown away\"");
        Segue segue = database.segue(revisions.folder())
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Progressed progressed) {
                        told.add(progressed.progress());
                    }
                })
                .build();
        segue.upgrade("head");
        List<Job> jobs = segue.backfills().list();
        assertThat(jobs).extracting(Job::state).containsExactly(JobState.DONE);
        return jobs.get(0);
    }
}
