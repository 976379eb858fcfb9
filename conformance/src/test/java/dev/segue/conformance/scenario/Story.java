package dev.segue.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Errand;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario told once, under the applications that must work at each moment: there and back under the old one, there again,
 * and to the end under the new one.
 */
final class Story {

    private static final int ROWS = 20_000;
    private static final int OLD_NUMBERS = 1_000_000;
    private static final int NEW_NUMBERS = 2_000_000;

    /** A second is what we promise; another one is for a machine that is busy with other tests. */
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration FOREIGN_TIME = Matrix.isWhole() ? TEN_SECONDS : Duration.ofSeconds(3);

    private final Scenario scenario;
    private final Stage stage;
    private final TestServer server;
    private final Verdict verdict;

    Story(Scenario scenario, Stage stage, TestServer server, Verdict verdict) {
        this.scenario = scenario;
        this.stage = stage;
        this.server = server;
        this.verdict = verdict;
    }

    void tell() {
        try (TestDatabase database = server.database()) {
            stage.prepare(database, ROWS);
            try (LockWatch watch = LockWatch.over(database)) {
                List<String> failures = new ArrayList<>();
                List<String> before = stage.leftAfterRetreat(database);
                try (Application old = old(database, OLD_NUMBERS).atWork()) {
                    stage.run(Errand.UPGRADE, database);
                    try (Application fresh = fresh(database, NEW_NUMBERS).atWork()) {
                        old.atWork();
                        check(database, Section.AFTER_UPGRADE, Verdict.Column.S);
                        noteAndStop(fresh, failures);
                    }
                    stage.run(Errand.RETURN, database);
                    old.atWork();
                    check(database, Section.AFTER_DOWNGRADE, Verdict.Column.R);
                    checkNothingIsLeft(database, before, Verdict.Column.R);
                    under(database, () -> stage.run(Errand.UPGRADE, database));
                    try (Application fresh = fresh(database, 2 * NEW_NUMBERS).atWork()) {
                        old.atWork();
                        noteAndStop(old, failures);
                        under(database, () -> stage.run(Errand.CONTRACT, database));
                        fresh.atWork();
                        check(database, Section.AFTER_CONTRACT, Verdict.Column.C);
                        if (scenario.tells(Section.AFTER_RESTORE)) {
                            stage.restoreAll(database);
                            fresh.atWork();
                            check(database, Section.AFTER_RESTORE, Verdict.Column.C);
                        }
                        if (scenario.tells(Section.AFTER_RETURN)) {
                            goBack(database, fresh, failures);
                            checkNothingIsLeft(database, before, Verdict.Column.BACK);
                        } else {
                            noteAndStop(fresh, failures);
                        }
                    }
                }
                verdict.waited(watch.longestMillis());
                verdict.of(Verdict.Column.WRITERS, () -> {
                    assertThat(failures)
                            .as("statements of the applications that failed")
                            .isEmpty();
                    assertThat(watch.longestMillis())
                            .as("milliseconds that an application waited for us")
                            .isLessThan(LONGEST_WAIT_MILLIS);
                });
            }
        }
    }

    /** The application that is on its way out is the new one now. */
    private void goBack(TestDatabase database, Application fresh, List<String> failures) {
        stage.run(Errand.DOWNGRADE, database);
        try (Application old = old(database, 3 * NEW_NUMBERS).atWork()) {
            fresh.atWork();
            noteAndStop(fresh, failures);
            stage.run(Errand.CONTRACT, database);
            old.atWork();
            check(database, Section.AFTER_RETURN, Verdict.Column.BACK);
            noteAndStop(old, failures);
        }
    }

    private void checkNothingIsLeft(TestDatabase database, List<String> before, Verdict.Column column) {
        verdict.of(
                column,
                () -> assertThat(stage.leftAfterRetreat(database))
                        .as("what is left after the way back")
                        .containsExactlyElementsOf(before));
    }

    private void under(TestDatabase database, Runnable change) {
        boolean isLong = scenario.tells(Section.FOREIGN_TRANSACTION_FOR_TEN_SECONDS);
        Section section = isLong ? Section.FOREIGN_TRANSACTION_FOR_TEN_SECONDS : Section.FOREIGN_TRANSACTION;
        ForeignTransaction foreign = ForeignTransaction.sitting(
                database, scenario.statements(section, ROWS), isLong ? TEN_SECONDS : FOREIGN_TIME);
        try {
            change.run();
        } finally {
            foreign.awaitEnd();
        }
    }

    private Application old(TestDatabase database, int firstNumber) {
        return Application.started(
                database,
                "old",
                firstNumber,
                scenario.statements(Section.OLD_WRITER, ROWS),
                scenario.statements(Section.OLD_READER, ROWS));
    }

    private Application fresh(TestDatabase database, int firstNumber) {
        return Application.started(
                database,
                "new",
                firstNumber,
                scenario.statements(Section.NEW_WRITER, ROWS),
                scenario.statements(Section.NEW_READER, ROWS));
    }

    private void noteAndStop(Application application, List<String> failures) {
        application.close();
        failures.addAll(application.failures());
        verdict.worked(application.statements(), application.longestMillis());
    }

    private void check(TestDatabase database, Section section, Verdict.Column column) {
        verdict.of(
                column,
                () -> assertThat(Check.surprises(scenario.checks(section, ROWS), database))
                        .as(section.name())
                        .isEmpty());
    }
}
