package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As many rows are said to have been gone through as there are, and never more. */
@ExtendWith(TestServer.Shared.class)
class BackfillCountsTest {

    private static final int ROWS = 6_321;

    private static final String FILLING = "-- segue:backfill batch=1000\nUPDATE item SET n = 1 WHERE n IS NULL;";

    private static final String IN_JAVA = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.Migration;
            import dev.segue.revision.RevisionHeader;

            @RevisionHeader(id = "c0ffee000001", message = "fill")
            public final class Fill extends Migration {
                @Override
                public void upgrade(Operations op) {
                    op.backfill("item").read("id").write("n").where("n IS NULL").with(row -> 1);
                }

                @Override
                public void downgrade(Operations op) {
                    irreversible("it is thrown away");
                }
            }
            """;

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
            assertThat(progress.total()).matches(total -> total == ROWS || progress.done() == ROWS);
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
        assertThat(told).allSatisfy(progress -> {
            assertThat(progress.total()).matches(total -> total == 0 || progress.done() <= total);
            assertThat(progress.done()).isLessThanOrEqualTo(ROWS * 101L / 100);
        });
    }

    /** Each with and without statistics, with one worker and with two. */
    private enum Kind {
        KEY("CREATE TABLE item (id int PRIMARY KEY, n int, filler text)", 0),
        NO_KEY("CREATE TABLE item (id int, n int, filler text)", 0.01),
        PARTITIONS(
                "CREATE TABLE item (id int PRIMARY KEY, n int, filler text) PARTITION BY RANGE (id);"
                        + " CREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (2500);"
                        + " CREATE TABLE item_2 PARTITION OF item DEFAULT",
                0),
        PARTITIONS_WITHOUT_A_KEY(
                "CREATE TABLE item (id int, n int, filler text) PARTITION BY HASH (id);"
                        + " CREATE TABLE item_1 PARTITION OF item FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
                        + " CREATE TABLE item_2 PARTITION OF item FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                0.01);

        private final String creation;
        private final double tolerance;

        /** @param tolerance where rows that have moved may be met twice */
        Kind(String creation, double tolerance) {
            this.creation = creation;
            this.tolerance = tolerance;
        }
    }

    private static Stream<Arguments> matrix() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(true, false)
                        .flatMap(isAnalysed -> Stream.of(1, 2).map(workers -> arguments(kind, isAnalysed, workers))));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyFigureIsTrueOfEveryKindOfTable(Kind kind, boolean isAnalysed, int workers) {
        create(kind, isAnalysed);

        Job job = filled(FILLING.replace("batch=1000", "batch=300 workers=" + workers));

        assertTrueCounts(kind, job, 0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFigureIsTrueOfRowsThatJavaComputes(Kind kind) throws Exception {
        create(kind, false);
        Files.writeString(revisions.folder().resolve("Fill.java"), IN_JAVA);

        Job job = upgraded();

        assertTrueCounts(kind, job, 0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWasCountedBeforeAKillCountsOn(Kind kind) {
        create(kind, true);
        revisions.addData(FILLING.replace("batch=1000", "batch=300"), "-- segue:nothing \"it is thrown away\"");
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), RunnerProcess.INSIDE_A_FILL);
            runner.awaitStop();
            runner.goOn();
            runner.awaitStop();
            runner.kill();
        }
        Job killed = onlyJob();

        Job job = upgraded();

        assertThat(killed.seen()).isPositive().isLessThan(ROWS);
        assertThat(killed.total()).hasValue(ROWS);
        assertTrueCounts(kind, job, killed.seen());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void severalProcessesTellOfTheRowsOfAll(Kind kind) throws Exception {
        create(kind, true);
        revisions.addData(FILLING.replace("batch=1000", "batch=50"), "-- segue:nothing \"it is thrown away\"");
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), RunnerProcess.INSIDE_A_FILL);
            runner.awaitStop();
            try (Background helper = Background.run(() -> segue().backfills().run(Optional.empty(), 2))) {
                database.await("SELECT count(*) > 0 FROM segue.backfill_chunk WHERE is_done");
                runner.kill();
                helper.await();
            }
        }
        Job filled = onlyJob();
        told.clear();

        Job job = upgraded();

        assertThat(filled.seen()).isEqualTo(job.seen());
        assertTrueCounts(kind, job, 0);
    }

    /** Nobody knows how many rows others still write behind the end of a pass. */
    @Test
    void aTableWithoutAKeyIsNotSaidToBeThroughWhileRowsKeepComing() throws Exception {
        create(Kind.NO_KEY, true);
        database.execute("CREATE FUNCTION gate(id int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                + " IF id IN (3000, 9999) THEN PERFORM pg_advisory_xact_lock_shared(id); END IF; RETURN 1; END $$");
        try (Connection gates = database.connect();
                Statement statement = gates.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(3000), pg_advisory_lock(9999)");
            try (Background filling = Background.run(() -> filled(FILLING.replace("n = 1", "n = gate(id)")))) {
                awaitAt(3000);
                statement.execute(
                        "INSERT INTO item SELECT i, NULL, repeat('x', 1500) FROM generate_series(9900, 9999) AS i");
                statement.execute("SELECT pg_advisory_unlock(3000)");
                awaitAt(9999);

                assertThat(onlyJob().total()).isEmpty();
                assertThat(segue().backfills().timeLeft(onlyJob())).isEmpty();
                assertThat(told).noneMatch(progress -> progress.total() > 0 && progress.done() >= progress.total());

                statement.execute("SELECT pg_advisory_unlock(9999)");
                filling.await();
            }
        }

        assertThat(onlyJob().written()).isEqualTo(ROWS + 100);
        assertThat(onlyJob().total()).hasValue(onlyJob().seen());
    }

    private void awaitAt(int gate) {
        database.await(
                "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + gate);
    }

    private void create(Kind kind, boolean isAnalysed) {
        database.execute(
                kind.creation,
                "INSERT INTO item SELECT i, NULL, repeat('x', 1500) FROM generate_series(1, " + ROWS + ") AS i");
        if (isAnalysed) {
            database.execute("ANALYZE item");
        }
    }

    /** Whoever watched has seen them grow, and nothing was complete before the end. */
    private void assertTrueCounts(Kind kind, Job job, long seenBefore) {
        assertThat(job.written()).isEqualTo(ROWS);
        assertThat(job.seen()).isBetween(ROWS - allowed(kind), ROWS + allowed(kind));
        assertThat(job.rows()).isEqualTo(job.seen());
        assertThat(job.total()).hasValue(job.seen());
        assertThat(job.rate()).isZero();
        assertThat(job.workers()).isZero();
        assertThat(job.putOff()).isZero();
        assertThat(told).extracting(StatementProgress::done).isSorted().allMatch(done -> done >= seenBefore);
        assertThat(told.get(told.size() - 1).done()).isEqualTo(job.seen());
        assertThat(told.get(told.size() - 1).total()).isEqualTo(job.seen());
        assertThat(told).filteredOn(progress -> progress.done() < job.seen()).allSatisfy(progress -> {
            assertThat(progress.total()).matches(total -> total == 0 || total > progress.done());
            assertThat(progress.remaining())
                    .matches(time -> time.filter(Duration::isNegative).isEmpty());
        });
    }

    private static long allowed(Kind kind) {
        return Math.round(ROWS * kind.tolerance);
    }

    private Job filled() {
        return filled(FILLING);
    }

    private Job filled(String upgrade) {
        revisions.addData(upgrade, "-- segue:nothing \"it is thrown away\"");
        return upgraded();
    }

    private Job upgraded() {
        segue().upgrade("head");
        assertThat(onlyJob().state()).isEqualTo(JobState.DONE);
        return onlyJob();
    }

    private Segue segue() {
        return database.segue(revisions.folder())
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Progressed progressed) {
                        told.add(progressed.progress());
                    }
                })
                .build();
    }

    private Job onlyJob() {
        List<Job> jobs = segue().backfills().list();
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }
}
