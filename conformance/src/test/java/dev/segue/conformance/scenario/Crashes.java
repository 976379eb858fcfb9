package dev.segue.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionListener;
import java.util.List;

/** A scenario whose runs are killed at every moment and begun again: it must come out as where nobody was killed. */
final class Crashes {

    private static final int ROWS = 200;

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
            stage.upgrade(held, event -> {});
            verdict.of(Verdict.Column.CRASH, () -> {
                survives(before, "upgrade", stage::upgrade, Section.AFTER_UPGRADE);
                survives(held, "contract", stage::contract, Section.AFTER_CONTRACT);
                survives(held, "downgrade", stage::downgrade, Section.AFTER_DOWNGRADE);
            });
        }
    }

    private void survives(TestDatabase start, String name, Command command, Section section) {
        Kill counter = Kill.never();
        List<String> undisturbed;
        try (TestDatabase database = server.copyOf(start)) {
            command.run(database, counter);
            undisturbed = stage.picture(database);
        }
        for (int moment = 1; moment <= counter.seen(); moment++) {
            try (TestDatabase database = server.copyOf(start)) {
                String where = killed(database, command, moment);
                command.run(database, event -> {});
                verdict.killed();
                String story = name + " killed at moment " + moment + " of " + counter.seen() + " (" + where + ")";
                assertThat(stage.picture(database)).as(story).containsExactlyElementsOf(undisturbed);
                assertThat(Check.surprises(scenario.checks(section, ROWS), database))
                        .as(story)
                        .isEmpty();
            }
        }
    }

    private static String killed(TestDatabase database, Command command, int moment) {
        try {
            command.run(database, new Kill(moment));
        } catch (Kill.Killed killed) {
            return String.valueOf(killed.getMessage());
        }
        throw new AssertionError("it was not killed at moment " + moment);
    }

    @FunctionalInterface
    private interface Command {
        void run(TestDatabase database, ExecutionListener listener);
    }
}
