package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.segue.conformance.support.Backend;
import dev.segue.conformance.support.Histories;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.Moments;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A runner is killed with {@code kill -9} at every moment of its run, then the same command is given again: afterwards
 * nothing tells the database from one where nobody was killed.
 */
@ExtendWith(TestServer.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
class CrashMatrixTest {

    private static final int SOME = 12;
    private static final Path HISTORY = Histories.everything();
    private static final Pattern COMMITS_IN_BETWEEN = Pattern.compile("a1000000000[57]");
    private static final Pattern AROUND_A_COMMIT =
            Pattern.compile("^(RevisionJournalling|RevisionFinished|Run|Migration)");

    private final TestServer server;

    CrashMatrixTest(TestServer server) {
        this.server = server;
    }

    @TestFactory
    Stream<DynamicTest> anUpgradeKilledAtAnyMomentIsFinishedByTheNextOne() {
        Moments moments = new Moments();
        List<String> undisturbed;
        try (TestDatabase database = server.database()) {
            database.segue(HISTORY).listener(moments).build().upgrade("head");
            undisturbed = Picture.of(database);
        }

        return distinct(moments)
                .mapToObj(moment -> dynamicTest("killed at " + moments.at(moment), () -> {
                    try (TestDatabase database = server.database()) {
                        killAt(moments.at(moment), runner -> runner.upgrade(database, HISTORY, String.valueOf(moment)));

                        database.segue(HISTORY).build().upgrade("head");

                        assertThat(Picture.of(database)).isEqualTo(undisturbed);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aDowngradeKilledAtAnyMomentIsFinishedByTheNextOne() {
        TestDatabase upgraded = server.database();
        upgraded.segue(HISTORY).build().upgrade("head");
        Moments moments = new Moments();
        List<String> undisturbed;
        try (TestDatabase database = server.copyOf(upgraded)) {
            database.segue(HISTORY).listener(moments).build().downgrade("base");
            undisturbed = Picture.of(database);
        }

        return distinct(moments)
                .mapToObj(moment -> dynamicTest("killed at " + moments.at(moment), () -> {
                    try (TestDatabase database = server.copyOf(upgraded)) {
                        killAt(
                                moments.at(moment),
                                runner -> runner.downgrade(database, HISTORY, String.valueOf(moment)));

                        database.segue(HISTORY).build().downgrade("base");

                        assertThat(Picture.of(database)).isEqualTo(undisturbed);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> anUpgradeKilledInsideAnyStatementIsFinishedByTheNextOne() {
        Moments moments = new Moments();
        List<String> undisturbed;
        try (TestDatabase database = server.database()) {
            database.segue(HISTORY).listener(moments).build().upgrade("head");
            undisturbed = Picture.of(database);
        }

        return decisive(moments)
                .filter(moment -> moments.at(moment).startsWith("StepStarted"))
                .mapToObj(moment -> dynamicTest("killed inside of " + moments.at(moment), () -> {
                    try (TestDatabase database = server.database()) {
                        Backend worker = killWithFrozenServer(database, moment);

                        database.segue(HISTORY)
                                .listener(event -> {
                                    if (event instanceof ExecutionEvent.WaitingForMigrationLock) {
                                        worker.thaw();
                                    }
                                })
                                .build()
                                .upgrade("head");

                        assertThat(Picture.of(database)).isEqualTo(undisturbed);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> anUpgradeThatIsKilledTwiceIsFinishedByTheThirdRun() {
        Moments moments = new Moments();
        List<String> undisturbed;
        try (TestDatabase database = server.database()) {
            database.segue(HISTORY).listener(moments).build().upgrade("head");
            undisturbed = Picture.of(database);
        }

        return decisive(moments)
                .filter(moment -> Matrix.isWhole() || moment % SOME == 0)
                .mapToObj(moment -> dynamicTest("killed at " + moments.at(moment) + ", and soon again", () -> {
                    try (TestDatabase database = server.database()) {
                        killAt(moments.at(moment), runner -> runner.upgrade(database, HISTORY, String.valueOf(moment)));
                        killSoon(runner -> runner.upgrade(database, HISTORY, String.valueOf(3 + moment % 5)));

                        database.segue(HISTORY).build().upgrade("head");

                        assertThat(Picture.of(database)).isEqualTo(undisturbed);
                    }
                }));
    }

    /** A run that has less to do than that has finished instead. */
    private static void killSoon(UnaryOperator<RunnerProcess> order) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            order.apply(runner).awaitLine("(at|finished) ");
            runner.kill();
        }
    }

    /** The statement was sent, but the server comes to it only when the next runner already waits. */
    private static Backend killWithFrozenServer(TestDatabase database, int moment) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, HISTORY, String.valueOf(moment)).awaitStop();
            Backend worker = Backend.thatWorksIn(database);
            worker.freeze();
            runner.goOn();
            worker.awaitUnreadInput(database);
            runner.kill();
            return worker;
        }
    }

    private static void killAt(String expectedStop, UnaryOperator<RunnerProcess> order) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            String stop = order.apply(runner).awaitStop();
            assertThat(stop).isEqualTo(expectedStop);
            runner.kill();
        }
    }

    /** A step that begins finds everything as the moment before it left it. */
    private static IntStream distinct(Moments moments) {
        return decisive(moments)
                .filter(moment -> Matrix.isWhole() || !moments.at(moment).startsWith("StepStarted"));
    }

    /**
     * All moments under the profile {@code matrix}. Otherwise all of the revisions that commit in between; of the others,
     * where everything or nothing happens, the last ones before the commit and the first one behind it.
     */
    private static IntStream decisive(Moments moments) {
        return IntStream.rangeClosed(1, moments.count())
                .filter(moment -> Matrix.isWhole()
                        || COMMITS_IN_BETWEEN.matcher(moments.at(moment)).find()
                        || AROUND_A_COMMIT.matcher(moments.at(moment)).find());
    }
}
