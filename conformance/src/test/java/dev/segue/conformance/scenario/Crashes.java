package dev.segue.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.conformance.support.Errand;
import dev.segue.conformance.support.Killed;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.Moments;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A scenario whose runs come to an end between any two steps and are begun again: it must come out as where none was ended.
 * They are ended by a failure that nobody expects, and by {@code kill -9} of a process; at some moments in every build, at
 * all of them under the profile {@code matrix}.
 */
final class Crashes {

    /** So that every backfill has several batches. */
    private static final int ROWS = 2_500;

    private static final int SOME = 6;

    private final Scenario scenario;
    private final Stage stage;
    private final TestServer server;
    private final Verdict verdict;

    Crashes(Scenario scenario, Stage stage, TestServer server, Verdict verdict) {
        this.scenario = scenario;
        this.stage = stage;
        this.server = server;
        this.verdict = verdict;
    }

    void tell() {
        try (TestDatabase before = server.database();
                TestDatabase held = server.database()) {
            stage.prepare(before, ROWS);
            stage.prepare(held, ROWS);
            stage.run(Errand.UPGRADE, held);
            survives(before, Errand.UPGRADE, Section.AFTER_UPGRADE);
            survives(held, Errand.CONTRACT, Section.AFTER_CONTRACT);
            survives(held, Errand.RETURN, Section.AFTER_DOWNGRADE);
            if (scenario.tells(Section.AFTER_RETURN)) {
                stage.run(Errand.CONTRACT, held);
                survives(held, Errand.RETURN, Section.AFTER_RETURN);
            }
        }
    }

    private void survives(TestDatabase start, Errand errand, Section section) {
        Moments moments = new Moments();
        List<String> undisturbed;
        try (TestDatabase database = server.copyOf(start)) {
            stage.run(errand, database, moments);
            undisturbed = stage.picture(database);
        }
        for (int moment : momentsOfFailure(moments)) {
            String story = errand + " that ended at " + moments.at(moment);
            Ending ending = database -> assertThatThrownBy(() -> stage.run(errand, database, new Kill(moment)))
                    .as(story)
                    .isInstanceOf(Killed.class);
            verdict.of(Verdict.Column.CRASH, () -> comesOutTheSame(start, errand, section, undisturbed, story, ending));
        }
        for (String moment : momentsOfDeath(moments, errand)) {
            String story = errand + " killed with -9 at " + moment;
            Ending ending = database -> kill(errand, database, moment);
            verdict.of(Verdict.Column.KILL, () -> comesOutTheSame(start, errand, section, undisturbed, story, ending));
        }
    }

    private void kill(Errand errand, TestDatabase database, String moment) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            stage.order(runner, errand, database, moment).awaitStop();
            runner.kill();
        }
        verdict.killed();
    }

    private void comesOutTheSame(
            TestDatabase start, Errand errand, Section section, List<String> undisturbed, String story, Ending ending) {
        try (TestDatabase database = server.copyOf(start)) {
            ending.of(database);
            stage.run(errand, database);
            assertThat(stage.picture(database)).as(story).containsExactlyElementsOf(undisturbed);
            assertThat(Check.surprises(scenario.checks(section, ROWS), database))
                    .as(story)
                    .isEmpty();
        }
    }

    /** Some of them from the first to the last; all under the profile {@code matrix}. */
    private static List<Integer> momentsOfFailure(Moments moments) {
        List<Integer> decisive = moments.decisive();
        if (Matrix.isWhole() || decisive.size() <= SOME) {
            return decisive;
        }
        return IntStream.range(0, SOME)
                .mapToObj(number -> decisive.get(number * (decisive.size() - 1) / (SOME - 1)))
                .toList();
    }

    /** Inside the backfill, if there is one, else in the middle of the upgrade; all there are under the profile {@code matrix}. */
    private static List<String> momentsOfDeath(Moments moments, Errand errand) {
        List<Integer> decisive = moments.decisive();
        List<String> deaths = new ArrayList<>();
        if (moments.batches() > 0) {
            deaths.add(RunnerProcess.INSIDE_A_FILL);
        }
        if (Matrix.isWhole()) {
            decisive.forEach(moment -> deaths.add(String.valueOf(moment)));
        } else if (errand == Errand.UPGRADE && deaths.isEmpty()) {
            deaths.add(String.valueOf(decisive.get(decisive.size() / 2)));
        }
        return deaths;
    }

    @FunctionalInterface
    private interface Ending {
        void of(TestDatabase database);
    }
}
