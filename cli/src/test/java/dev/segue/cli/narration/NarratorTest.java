package dev.segue.cli.narration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.Captured;
import dev.segue.cli.Captured.Said;
import dev.segue.dialect.Blocker;
import dev.segue.dialect.OldName;
import dev.segue.dialect.StatementProgress;
import dev.segue.dialect.Uses;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.Finding;
import dev.segue.execution.ExecutionEvent.HoldingBack;
import dev.segue.execution.ExecutionEvent.Progressed;
import dev.segue.execution.ExecutionEvent.RevisionFinished;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.execution.ExecutionEvent.StepRecovered;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.execution.ExecutionEvent.UsesLookedAt;
import dev.segue.execution.ExecutionEvent.Waiting;
import dev.segue.execution.ExecutionEvent.WaitingForMigrationLock;
import dev.segue.execution.RunReport;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.operation.Phase;
import dev.segue.operation.RevisionSession;
import dev.segue.plan.Ending;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.RevisionSource;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import dev.segue.verification.StillUsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarratorTest {

    private static final Step STEP = new Step(
            1,
            Phase.EXPAND,
            "CREATE INDEX users_name",
            new StepAction.CallCode("CREATE INDEX users_name", (RevisionSession session) -> {}),
            TransactionMode.ALONE,
            new Recovery.RunAgain(),
            Impact.NONE);

    private static final PlannedRevision REVISION = ending(Ending.APPLIED);

    private static PlannedRevision ending(Ending ending) {
        return new PlannedRevision(
                new Revision(
                        new RevisionId("8f2c41aa03b1"),
                        List.of(),
                        List.of(),
                        Set.of(),
                        "index users",
                        RevisionKind.SCHEMA,
                        new Source()),
                Direction.UPGRADE,
                TransactionScope.REVISION,
                List.of(STEP),
                List.of(),
                List.of(),
                List.of(),
                ending,
                false);
    }

    private final AtomicLong now = new AtomicLong();

    @TempDir
    private Path folder;

    @Test
    void aRunIsALineForEachRevisionAndOneForTheWhole() {
        Said said = hearing(narrator -> {
            narrator.on(new RevisionStarted(REVISION, 1, 1));
            narrator.on(new StepStarted(REVISION, STEP));
            narrator.on(new RevisionFinished(REVISION, Duration.ofMillis(690)));
            RevisionId id = REVISION.revision().id();
            narrator.finish(
                    new RunReport(Direction.UPGRADE, List.of(id), Duration.ofMillis(1_800), 0),
                    Outcome.APPLIED,
                    "shop");
        });

        assertThat(said.output().lines())
                .containsExactly("✓ 8f2c41aa03b1 index users  690 ms", "applied 1 revision to shop, 1.8 s");
        assertThat(said.errors()).isEmpty();
    }

    @Test
    void aRevisionOfWhichOnlySomePhasesWereAskedForIsNotApplied() {
        Said said = hearing(narrator -> {
            narrator.on(new RevisionStarted(REVISION, 1, 1));
            narrator.on(new RevisionFinished(ending(Ending.UNFINISHED), Duration.ofMillis(690)));
            narrator.finish(
                    new RunReport(Direction.UPGRADE, List.of(), Duration.ofMillis(700), 0), Outcome.APPLIED, "shop");
        });

        assertThat(said.output().lines()).containsExactly("◐ 8f2c41aa03b1 index users  690 ms  stays half-way");
        assertThat(said.errors()).contains("gone on with by the same command without --phase");
    }

    @Test
    void whoBlocksIsToldOnceForAsLongAsItIsTheSame() {
        Said said = hearing(narrator -> {
            narrator.on(new HoldingBack(List.of(blocker("17"))));
            narrator.on(new HoldingBack(List.of(blocker("17"))));
            narrator.on(new Waiting(List.of(blocker("17"), blocker("18"))));
        });

        assertThat(said.errors().lines())
                .containsExactly(
                        "holding back, so that nobody has to wait behind us:",
                        "  session 17 of app (psql), idle in transaction, transaction open for 5.0 s: SELECT 1",
                        "waiting:",
                        "  session 17 of app (psql), idle in transaction, transaction open for 5.0 s: SELECT 1",
                        "  session 18 of app (psql), idle in transaction, transaction open for 5.0 s: SELECT 1");
    }

    @Test
    void whoWasSeenToUseWhatGoesAwayIsToldWithNumbers() {
        OldName name = new OldName(TableName.of("users"), Optional.of(SqlName.of("nickname")));
        StillUsed uses = new StillUsed(
                List.of(new Uses.BySession(
                        name,
                        "17",
                        Optional.of("app"),
                        Optional.of("shop"),
                        false,
                        Duration.ofSeconds(95),
                        "SELECT nickname FROM users")),
                List.of(new StillUsed.Calls(
                        new Uses.ByStatement(
                                name, "1", Optional.of("app"), 7, Optional.of("noon"), "SELECT nickname FROM users"),
                        0)),
                Duration.ofSeconds(2),
                List.of("not everything can be seen"));

        Said said = hearing(narrator -> {
            narrator.on(new UsesLookedAt(List.of(name), uses));
            narrator.on(new UsesLookedAt(List.of(name), StillUsed.NOBODY));
        });

        assertThat(said.errors().lines())
                .containsExactly(
                        "not in use just now, but named before: column users.nickname",
                        "  session 17 of app (shop), idle, last statement 1 min 35 s ago: SELECT nickname FROM users",
                        "  role app: 7 calls since noon, none in the last 2.0 s: SELECT nickname FROM users",
                        "not everything can be seen",
                        "nobody was seen to use column users.nickname");
    }

    @Test
    void whereNobodyWatchesALongStepSaysSomethingNowAndThen() {
        Said said = hearing(narrator -> {
            narrator.on(new RevisionStarted(REVISION, 2, 3));
            narrator.on(new StepStarted(REVISION, STEP));
            for (int second = 0; second <= 21; second++) {
                now.set(Duration.ofSeconds(second).toNanos());
                narrator.on(progressed(second * 100L));
            }
        });

        assertThat(said.errors().lines())
                .containsExactly(
                        "[2/3] 8f2c41aa03b1 index users  building index  ██████░░░░░░░░░░░░░░ 33 %  1,000 of 3,000 blocks"
                                + "  100/s  ETA 20.0 s",
                        "[2/3] 8f2c41aa03b1 index users  building index  █████████████░░░░░░░ 66 %  2,000 of 3,000 blocks"
                                + "  100/s  ETA 10.0 s");
    }

    @Test
    void whatHappensBesideTheStepsIsTold() {
        Problem tooLate = Problem.of(DatabaseProblem.LOCK_TIMEOUT, "a lock was not obtained within 300 ms", "wait");

        Said said = hearing(narrator -> {
            narrator.on(new WaitingForMigrationLock(Optional.of("session 9 of app")));
            narrator.on(new AttemptFailed(2, tooLate, Duration.ofMillis(700)));
            narrator.on(new StepRecovered(REVISION, STEP, Finding.WAS_CLEANED_UP));
        });

        assertThat(said.errors().lines())
                .containsExactly(
                        "waiting for another run of Segue: session 9 of app",
                        "attempt 2: a lock was not obtained within 300 ms; again in 700 ms",
                        "after the interruption: step 1/1 CREATE INDEX users_name of 8f2c41aa03b1 was left half done;"
                                + " that is taken away, and it is run now");
    }

    @Test
    void quietMeansQuiet() {
        Said said = new Captured(folder).hearing(List.of("--quiet"), invocation -> {
            Narrator narrator = new Narrator(invocation, now::get);
            narrator.on(new WaitingForMigrationLock(Optional.empty()));
            narrator.on(new RevisionFinished(REVISION, Duration.ZERO));
            narrator.finish(new RunReport(Direction.UPGRADE, List.of(), Duration.ZERO, 0), Outcome.APPLIED, "shop");
        });

        assertThat(said.output() + said.errors()).isEmpty();
    }

    private Said hearing(Consumer<Narrator> telling) {
        return new Captured(folder)
                .hearing(List.of(), invocation -> telling.accept(new Narrator(invocation, now::get)));
    }

    private static ExecutionEvent progressed(long done) {
        return new Progressed(new StatementProgress("building index", done, 3_000, "blocks", List.of()));
    }

    private static Blocker blocker(String sessionId) {
        return new Blocker(
                sessionId,
                "1",
                Optional.of("app"),
                Optional.of("psql"),
                "idle in transaction",
                Duration.ofSeconds(5),
                Optional.of("SELECT 1"),
                false);
    }

    /** A revision that is kept nowhere and asks for nothing. */
    private record Source() implements RevisionSource {

        @Override
        public String location() {
            return "nowhere";
        }

        @Override
        public String editedSince(String earlierFingerprint) {
            return location();
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public String checksum() {
            return "";
        }

        @Override
        public RevisionContent content() {
            return new RevisionContent(List.of(), new Downgrade.Missing(), TransactionWish.DEFAULT);
        }
    }
}
