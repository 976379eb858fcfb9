package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.Backfills;
import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.backfill.TimeLeft;
import dev.segue.backfill.Tuning;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Counting;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.step.Rollout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backfill is looked at and steered from another connection while it runs. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what holds something up only has to be there
class BackfillControlTest {

    private static final Optional<String> ONLY_ONE = Optional.empty();

    private final TestDatabase database;
    private final Path folder;

    BackfillControlTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void nothingIsWrittenBetweenPauseAndResume() throws Exception {
        Counting.prepare(database, folder);
        List<ExecutionEvent> events = new CopyOnWriteArrayList<>();
        Segue segue = database.segue(folder).listener(events::add).build();

        try (Connection gate = Counting.closeGate(database);
                Background upgrade = Background.run(() -> segue.upgrade("head"))) {
            Counting.awaitAtGate(database);
            backfills().pause(ONLY_ONE);
            database.await("SELECT state = 'paused' FROM segue.backfill_job");
            assertThat(eventually(() -> isToldToBePaused(events), Boolean::booleanValue))
                    .isTrue();
            gate.close();
            String before = database.text("SELECT sum(n) FROM item");
            database.execute("SELECT pg_sleep(1)");
            Job paused = backfills().status(ONLY_ONE);
            String after = database.text("SELECT sum(n) FROM item");
            backfills().resume(ONLY_ONE);
            upgrade.await();

            assertThat(after).isEqualTo(before);
            assertThat(paused.waitsFor())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("paused"));
        }

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void aPauseOutlastsTheProcess() throws Exception {
        Counting.prepare(database, folder);
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, folder, "");
            Counting.awaitAtGate(database);
            backfills().pause(ONLY_ONE);
            runner.kill();
        }

        try (Background upgrade =
                Background.run(() -> database.segue(folder).build().upgrade("head"))) {
            database.await("SELECT waits_for LIKE '%paused%' FROM segue.backfill_job");
            backfills().resume(ONLY_ONE);
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void thePaceIsChangedWhileItRuns() throws Exception {
        Counting.prepare(database, folder);
        database.execute(
                "ALTER TABLE item ADD COLUMN by_transaction bigint",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.by_transaction := txid_current(); RETURN NEW; END $$",
                "CREATE TRIGGER note BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION note()",
                "ALTER TABLE item ENABLE ALWAYS TRIGGER note");
        Counting.gatherBehindGate(database, 3);

        try (Connection gate = Counting.closeGate(database);
                Background upgrade =
                        Background.run(() -> database.segue(folder).build().upgrade("head"))) {
            Counting.awaitAtGate(database);
            Job tuned = backfills()
                    .tune(
                            ONLY_ONE,
                            new Tuning(
                                    Optional.of(7L),
                                    Optional.of(Duration.ofMillis(100)),
                                    Optional.of(3),
                                    Optional.of(100_000L),
                                    Optional.of(1)));
            assertThat(tuned.pace().workers()).isEqualTo(3);
            database.await("SELECT count(DISTINCT worker) = 3 FROM segue.backfill_chunk WHERE written > 0");
            database.await("SELECT count(*) > 20 FROM (SELECT by_transaction FROM item"
                    + " WHERE by_transaction IS NOT NULL GROUP BY 1 HAVING count(*) = 7) AS batch");
            backfills()
                    .tune(
                            ONLY_ONE,
                            new Tuning(
                                    Optional.of(1_000L),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(0L),
                                    Optional.of(0)));
            gate.close();
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void whatItGivesWayToIsChangedWhileItRuns() throws Exception {
        Counting.prepare(database, folder);
        Path flag = Files.createFile(folder.resolve("stop"));

        try (Connection gate = Counting.closeGate(database);
                Background upgrade =
                        Background.run(() -> database.segue(folder).build().upgrade("head"))) {
            Counting.awaitAtGate(database);
            Job tuned = backfills().tune(ONLY_ONE, pauseWhen("file(" + flag + ")"));
            database.await("SELECT waits_for LIKE '%stop is there' FROM segue.backfill_job");
            backfills().tune(ONLY_ONE, pauseWhen("never"));
            database.await("SELECT waits_for = '' FROM segue.backfill_job");
            Job asBegun = backfills().tune(ONLY_ONE, pauseWhen(""));
            gate.close();
            upgrade.await();

            assertThat(tuned.pauseWhen()).contains("file(" + flag + ")");
            assertThat(asBegun.pauseWhen()).isEmpty();
        }

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void conditionsThatCannotBeUnderstoodLeaveItAsItWas() throws Exception {
        Counting.prepare(database, folder);
        interrupt();

        Problem problem = Problems.of(() -> backfills().tune(ONLY_ONE, pauseWhen("nonsense")));

        assertThat(problem.code().code()).isEqualTo("TH101");
        assertThat(backfills().status(ONLY_ONE).pauseWhen()).isEmpty();
    }

    /** Whoever goes on says nothing, or something else. */
    @Test
    void whatWasTunedStaysUntilWhoeverGoesOnWantsSomethingElse() throws Exception {
        Counting.prepare(database, folder);
        interrupt();
        backfills()
                .tune(
                        ONLY_ONE,
                        new Tuning(
                                Optional.of(100L),
                                Optional.empty(),
                                Optional.of(2),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("query(SELECT false)")));

        database.segue(folder)
                .backfills(FillSettings.DEFAULT.withBatch(7).withWorkers(7))
                .backfillOrders(FillSettings.DEFAULT.withBatch(300))
                .build()
                .upgrade("head");

        Job job = backfills().status(Optional.of("public.item"));
        assertThat(job.pace().maxBatch()).isEqualTo(300);
        assertThat(job.pace().workers()).isEqualTo(2);
        assertThat(job.pauseWhen()).contains("query(SELECT false)");
        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void howLongItWillTakeIsToldBeforeTheFirstBatch() throws Exception {
        Counting.prepare(database, folder);
        try (Background upgrade = Background.run(() -> database.segue(folder)
                .backfillOrders(FillSettings.DEFAULT.withThrottles(List.of("pause-when=query(SELECT true)")))
                .build()
                .upgrade("head"))) {
            database.await("SELECT waits_for <> '' FROM segue.backfill_job");
            Job waiting = backfills().status(ONLY_ONE);

            assertThat(waiting.seen()).isZero();
            assertThat(waiting.rows()).isEqualTo(Counting.ROWS);
            assertThat(backfills().timeLeft(waiting))
                    .hasValueSatisfying(left -> assertThat(left.basis()).isEqualTo(TimeLeft.Basis.GUESS));
            backfills().tune(ONLY_ONE, pauseWhen("never"));
            upgrade.await();
        }

        Job done = backfills().status(Optional.of("public.item"));
        assertThat(backfills().timeLeft(done)).isEmpty();
    }

    @Test
    void theNextOneSweepsTheRangesAwayOfOneThatWasGivenUp(@TempDir Path next) throws Exception {
        Counting.prepare(database, folder);
        interrupt();
        backfills().cancel(ONLY_ONE);
        database.segue(folder).build().abandon("c0ffee000001");
        String written = database.text("SELECT sum(written) FROM segue.backfill_chunk");
        database.execute(
                "UPDATE segue.backfill_job SET changed_at = changed_at - interval '1 hour'",
                "CREATE TABLE other (id int PRIMARY KEY, n int)",
                "INSERT INTO other VALUES (1)");

        Revisions.in(next).add("CREATE TABLE unconcerned (id int)").add("-- segue:backfill\nUPDATE other SET n = 2");

        database.segue(next).build().upgrade("head");

        assertThat(database.lines("SELECT n FROM other")).containsExactly("2");
        assertThat(database.lines("SELECT relation FROM segue.backfill_chunk"
                        + " UNION ALL SELECT relation FROM segue.backfill_frontier"))
                .isEmpty();
        assertThat(backfills().status(Optional.of("public.item")))
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.CANCELLED))
                .satisfies(job -> assertThat(job.written()).isEqualTo(Long.parseLong(written)));
    }

    @Test
    void whoMayOnlyReadLooksAtItAndSteersNothing() throws Exception {
        Counting.prepare(database, folder);
        interrupt();
        String role = "reader_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'secret'",
                "GRANT USAGE ON SCHEMA segue TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA segue TO " + role);
        try {
            Backfills reading = Segue.builder()
                    .database(database.jdbcUrl(), role, "secret")
                    .project(folder)
                    .revisions(folder)
                    .build()
                    .backfills();
            Job before = reading.status(ONLY_ONE);

            List<Runnable> orders = List.of(
                    () -> reading.pause(ONLY_ONE),
                    () -> reading.resume(ONLY_ONE),
                    () -> reading.tune(ONLY_ONE, pauseWhen("never")),
                    () -> reading.cancel(ONLY_ONE),
                    () -> reading.run(ONLY_ONE, 1));

            for (Runnable order : orders) {
                Problem problem = Problems.of(order);
                assertThat(problem.code().code()).isEqualTo("DB208");
                assertThat(problem.remedy()).contains("grant the missing right");
            }
            assertThat(reading.list()).hasSize(1);
            assertThat(backfills().status(ONLY_ONE).wantsPause()).isEqualTo(before.wantsPause());
        } finally {
            database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void whereNothingWasEverFilledEveryOrderIsRefusedAndNothingIsCreated() {
        for (Optional<String> called : List.of(ONLY_ONE, Optional.of("4711"))) {
            List<Runnable> orders = List.of(
                    () -> backfills().status(called),
                    () -> backfills().pause(called),
                    () -> backfills().resume(called),
                    () -> backfills().tune(called, pauseWhen("never")),
                    () -> backfills().cancel(called),
                    () -> backfills().run(called, 1));
            for (Runnable order : orders) {
                assertThat(Problems.of(order).code().code()).isEqualTo("BF104");
            }
        }

        assertThat(database.text("SELECT count(*) FROM pg_namespace WHERE nspname = 'segue'"))
                .isEqualTo("0");
    }

    @Test
    void oneThatIsDoneTakesNoOrders() {
        Counting.prepare(database, folder);
        database.segue(folder).build().upgrade("head");
        Optional<String> done = Optional.of("public.item");
        Job before = backfills().status(done);

        List<Runnable> orders = List.of(
                () -> backfills().pause(done),
                () -> backfills().resume(done),
                () -> backfills().tune(done, pauseWhen("never")),
                () -> backfills().cancel(done),
                () -> backfills().run(done, 1));

        for (Runnable order : orders) {
            assertThat(Problems.of(order).code().code()).isEqualTo("BF106");
        }
        assertThat(backfills().status(done)).isEqualTo(before);
    }

    @Test
    void nobodyWritesAfterItWasCancelledAndItIsGoneOnWith() throws Exception {
        Counting.prepare(database, folder);

        try (Background upgrade =
                Background.run(() -> database.segue(folder).build().upgrade("head"))) {
            String before;
            try (Connection gate = Counting.closeGate(database)) {
                Counting.awaitAtGate(database);
                Job cancelled = backfills().cancel(ONLY_ONE);
                before = database.text("SELECT sum(n) FROM item");
                assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
            }
            assertThatThrownBy(upgrade::await)
                    .hasCauseInstanceOf(SegueException.class)
                    .hasMessageContaining("BF107");

            assertThat(database.text("SELECT sum(n) FROM item")).isEqualTo(before);
            assertThatNobodyHolds("item");
        }

        database.segue(folder).build().upgrade("head");

        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void aRevisionWhoseBackfillWasCancelledIsTakenBackWithoutATrace() {
        Revisions revisions = Revisions.in(folder)
                .add(
                        "ALTER TABLE users RENAME COLUMN username TO display_name;",
                        "ALTER TABLE users RENAME COLUMN display_name TO username;");
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, username text NOT NULL UNIQUE)",
                "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 12000) AS i");
        List<String> before = Change.catalogOf(database);
        Segue segue = database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Progressed told
                            && told.progress().done() > 0
                            && told.progress().unit().equals("rows")) {
                        database.segue(folder).build().backfills().list().stream()
                                .filter(job -> job.state() == JobState.RUNNING)
                                .forEach(job -> backfills().cancel(ONLY_ONE));
                    }
                })
                .build();

        Problem problem = Problems.of(() -> segue.upgrade("head"));
        assertThat(problem.code().code()).isEqualTo("BF107");
        assertThat(database.text("SELECT count(*) BETWEEN 1 AND 11999 FROM users WHERE display_name IS NOT NULL"))
                .isEqualTo("t");
        database.segue(revisions.folder()).rollout(Rollout.PHASED).build().downgrade("base");
        assertThat(Change.catalogOf(database)).isEqualTo(before);
        assertThat(database.text("SELECT count(*) FROM users WHERE username = 'user ' || id"))
                .isEqualTo("12000");
    }

    @Test
    void oneThatNobodyWorksOnIsCancelledToo() throws Exception {
        Counting.prepare(database, folder);
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, folder, "");
            Counting.awaitAtGate(database);
            runner.kill();
        }

        assertThat(backfills().cancel(ONLY_ONE).state()).isEqualTo(JobState.CANCELLED);
        assertThat(Problems.of(() -> backfills().pause(Optional.of("public.item")))
                        .code()
                        .code())
                .isEqualTo("BF106");
        assertThatNobodyHolds("item");
    }

    @Test
    void oneWhoseRevisionWasGivenUpIsOpenNoMore() throws Exception {
        Counting.prepare(database, folder);
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, folder, "");
            Counting.awaitAtGate(database);
            runner.kill();
        }
        database.execute("UPDATE segue.backfill_job SET changed_at = changed_at - interval '1 hour'");
        assertThat(backfills().status(ONLY_ONE).isInterrupted()).isTrue();

        database.segue(folder).build().abandon("c0ffee000001");

        assertThat(backfills().list()).extracting(Job::state).containsExactly(JobState.CANCELLED);
        assertThat(Problems.of(() -> backfills().status(ONLY_ONE)).code().code())
                .isEqualTo("BF104");
    }

    @Test
    void whereNoneIsOpenTheOneThatFailedIsMeant() {
        Counting.prepare(database, folder);
        database.execute("ALTER TABLE item ADD CONSTRAINT small CHECK (n = 0 OR id < 7000)");
        Segue segue = database.segue(folder).build();

        Problem problem = Problems.of(() -> segue.upgrade("head"));
        Job failed = backfills().status(ONLY_ONE);
        Problem over = Problems.of(() -> backfills().pause(ONLY_ONE));
        database.execute("ALTER TABLE item DROP CONSTRAINT small");
        segue.upgrade("head");
        Problem none = Problems.of(() -> backfills().status(ONLY_ONE));

        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.isUnfinished()).isTrue();
        assertThat(failed.failure()).contains(problem.headline());
        assertThat(failed.written()).isBetween(1L, Counting.ROWS - 1L);
        assertThat(over.code().code()).isEqualTo("BF106");
        assertThat(over.headline()).endsWith("cannot be paused: it failed");
        assertThat(none.code().code()).isEqualTo("BF104");
        assertThatEveryRowWasComputedOnce();
    }

    @Test
    void oneThatFailedIsNotMeantWhenItsRevisionWasGivenUp() {
        Counting.prepare(database, folder);
        database.execute("ALTER TABLE item ADD CONSTRAINT small CHECK (n = 0 OR id < 7000)");
        Segue segue = database.segue(folder).build();

        assertThatThrownBy(() -> segue.upgrade("head")).isInstanceOf(SegueException.class);
        segue.abandon("c0ffee000001");

        assertThat(backfills().list()).extracting(Job::isUnfinished).containsExactly(false);
        assertThat(Problems.of(() -> backfills().status(ONLY_ONE)).code().code())
                .isEqualTo("BF104");
    }

    @Test
    void itIsFoundByNumberRevisionAndTable() {
        Counting.prepare(database, folder);
        assertThat(backfills().list()).isEmpty();
        database.segue(folder).build().upgrade("head");

        Job job = backfills().list().get(0);

        assertThat(backfills().status(Optional.of(String.valueOf(job.number()))))
                .isEqualTo(job);
        assertThat(backfills().status(Optional.of("c0ffee"))).isEqualTo(job);
        assertThat(backfills().status(Optional.of("public.item"))).isEqualTo(job);
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.written()).isEqualTo(Counting.ROWS);
        for (String unknown : List.of("c0f", "item", "4711", "")) {
            assertThat(Problems.of(() -> backfills().status(Optional.of(unknown)))
                            .code()
                            .code())
                    .isEqualTo("BF104");
        }
        assertThat(Problems.of(() -> backfills().run(Optional.of("c0ffee"), 1))
                        .code()
                        .code())
                .isEqualTo("BF106");
    }

    /** By the worker, which writes nothing from then on. */
    private static boolean isToldToBePaused(List<ExecutionEvent> events) {
        return events.stream()
                .anyMatch(event -> event instanceof ExecutionEvent.Progressed told
                        && told.progress().phase().contains("paused"));
    }

    private static Tuning pauseWhen(String conditions) {
        return new Tuning(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(conditions));
    }

    /** Leaves it half done, and nobody works on it any more. */
    private void interrupt() throws SQLException {
        try (RunnerProcess runner = RunnerProcess.start();
                Connection gate = Counting.closeGate(database)) {
            runner.upgrade(database, folder, "");
            Counting.awaitAtGate(database);
            runner.kill();
        }
    }

    private Backfills backfills() {
        return database.segue(folder).build().backfills();
    }

    private void assertThatEveryRowWasComputedOnce() {
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    private void assertThatNobodyHolds(String table) {
        database.await("SELECT count(*) = 0 FROM pg_locks WHERE relation = '" + table
                + "'::regclass AND pid <> pg_backend_pid()"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }
}
