package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.OperatorAnswer;
import dev.segue.problem.Problem;
import dev.segue.step.TransactionScope;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be done about a revision that was begun and is not finished. */
@ExtendWith(TestServer.Shared.class)
class HalfWayTest {

    private static final String HALF_OF_IT_FAILS = """
            CREATE TABLE thing (id int);
            CREATE INDEX CONCURRENTLY thing_id ON thing (id);
            INSERT INTO thing VALUES (1);
            CREATE INDEX CONCURRENTLY thing_nothing ON thing (nothing);
            """;

    private final TestDatabase database;
    private final Revisions revisions;

    HalfWayTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aPartThatHasNotBegunMayBeCorrected() {
        revisions.add(HALF_OF_IT_FAILS);
        Problem failure = Problems.of(() -> segue().upgrade("head"));
        revisions.edit(1, HALF_OF_IT_FAILS.replace("(nothing)", "(id)"));

        segue().upgrade("head");

        assertThat(failure.code().code()).isEqualTo("DB211");
        assertThat(failure.text()).contains("1.sql:8:1", "its finished steps stay");
        assertThat(database.text("SELECT count(*) FROM thing")).isEqualTo("1");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aPartThatHasRunMayNotBeEdited() {
        revisions.add(HALF_OF_IT_FAILS);
        Problems.of(() -> segue().upgrade("head"));
        revisions.edit(1, HALF_OF_IT_FAILS.replace("thing (id int)", "thing (id bigint)"));

        Problem refusal = Problems.of(() -> segue().upgrade("head"));

        assertThat(refusal.code().code()).isEqualTo("EX202");
        assertThat(refusal.headline()).contains(revisions.id(1), "step 1");
    }

    @Test
    void aPartThatHasRunMayNotBeTakenAway() {
        revisions.add(HALF_OF_IT_FAILS);
        Problems.of(() -> segue().upgrade("head"));
        revisions.edit(1, "CREATE TABLE thing (id int);");

        Problem refusal = Problems.of(() -> segue().upgrade("head"));

        assertThat(refusal.code().code()).isEqualTo("EX202");
        assertThat(refusal.headline()).contains(revisions.id(1), "step 2");
    }

    @Test
    void itIsNotTurnedBackHalfWay() {
        revisions.add("CREATE TABLE before (id int);", "DROP TABLE before;").add(HALF_OF_IT_FAILS);
        Problems.of(() -> segue().upgrade("head"));

        Problem refusal = Problems.of(() -> segue().downgrade("base"));

        assertThat(refusal.code().code()).isEqualTo("EX201");
        assertThat(refusal.headline()).contains(revisions.id(2), "upgrade");
        assertThat(database.text("SELECT to_regclass('before')")).isEqualTo("before");
    }

    @Test
    void givenUpItIsForgotten() {
        revisions.add(HALF_OF_IT_FAILS);
        Problems.of(() -> segue().upgrade("head"));

        segue().abandon(revisions.id(1));
        database.execute("DROP TABLE thing");
        revisions.edit(1, "CREATE TABLE thing (id bigint);");
        segue().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void stampedItIsNoLongerUnderWay() {
        revisions.add(HALF_OF_IT_FAILS, "DROP TABLE thing;");
        Problems.of(() -> segue().upgrade("head"));

        segue().stamp(List.of("head"));

        assertThat(segue().status().isUpToDate()).isTrue();
        segue().downgrade("base");
        assertThat(database.lines("SELECT to_regclass('thing')")).containsOnlyNulls();
    }

    @Test
    void itGoesOnWhereItWasAlsoWhenTheNextRunIsOneTransaction() {
        revisions.add("CREATE TABLE thing (id int); INSERT INTO thing VALUES (1); SELECT 1/0;");
        Problems.of(() -> database.segue(revisions.folder())
                .transactionScope(TransactionScope.STATEMENT)
                .build()
                .upgrade("head"));
        revisions.edit(1, "CREATE TABLE thing (id int); INSERT INTO thing VALUES (1); SELECT 1;");

        database.segue(revisions.folder())
                .transactionScope(TransactionScope.RUN)
                .build()
                .upgrade("head");

        assertThat(database.text("SELECT count(*) FROM thing")).isEqualTo("1");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM nowhere",
                "REINDEX TABLE CONCURRENTLY nowhere",
                "CREATE INDEX CONCURRENTLY nowhere_id ON nowhere (id)",
                "DROP INDEX CONCURRENTLY nowhere_id",
                "ALTER TABLE nowhere DETACH PARTITION nowhere_1 CONCURRENTLY",
                "ALTER SYSTEM SET nowhere = 1"
            })
    void aStatementThatWasRefusedMayBeCorrected(String statement) {
        revisions.add("CREATE TABLE before (id int); " + statement + ";");
        Problems.of(() -> segue().upgrade("head"));
        revisions.edit(1, "CREATE TABLE before (id int);");

        segue().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void whatOnlyAPersonCanTellIsAskedAndTheAnswerIsTaken() {
        database.execute(
                "CREATE TABLE counted (n int)",
                "CREATE PROCEDURE count_up() LANGUAGE plpgsql AS $$ BEGIN"
                        + " INSERT INTO counted VALUES (1); COMMIT; INSERT INTO counted VALUES (2); COMMIT; END $$");
        revisions.addWithoutTransaction("CALL count_up();").add("CREATE TABLE behind (id int);");
        killAt("StepRun ");

        Problem question = Problems.of(() -> segue().upgrade("head"));
        database.segue(revisions.folder())
                .answer(OperatorAnswer.IT_IS_DONE)
                .build()
                .upgrade("head");

        assertThat(question.code().code()).isEqualTo("EX204");
        assertThat(question.text())
                .contains("CALL count_up()", "1.sql:6:1", "may or may not have run", "--resolve done");
        assertThat(database.text("SELECT count(*) FROM counted")).isEqualTo("2");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void whatOnlyAPersonCanTellIsRunAgainWhenThePersonSaysSo() {
        database.execute(
                "CREATE TABLE counted (n int)",
                "CREATE PROCEDURE count_up() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO counted VALUES (1); COMMIT; END $$");
        revisions.addWithoutTransaction("CALL count_up();");
        killAt("StepRun ");

        database.segue(revisions.folder())
                .answer(OperatorAnswer.RUN_IT_AGAIN)
                .build()
                .upgrade("head");

        assertThat(database.text("SELECT count(*) FROM counted")).isEqualTo("2");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aProcedureThatFailedMayBeCorrectedOnceAPersonHasLooked() {
        revisions.addWithoutTransaction("CALL count_upp();");
        Problems.of(() -> segue().upgrade("head"));
        database.execute(
                "CREATE TABLE counted (n int)",
                "CREATE PROCEDURE count_up() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO counted VALUES (1); COMMIT; END $$");
        revisions.editWithoutTransaction(1, "CALL count_up();");

        Problem question = Problems.of(() -> segue().upgrade("head"));
        database.segue(revisions.folder())
                .answer(OperatorAnswer.RUN_IT_AGAIN)
                .build()
                .upgrade("head");

        assertThat(question.code().code()).isIn("EX202", "EX204");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aDatabaseAheadOfTheFilesIsReportedAndLeftAlone() {
        revisions.add("CREATE TABLE one (id int);").add("CREATE TABLE two (id int);");
        segue().upgrade("head");
        revisions.delete(2);

        assertThat(segue().upgrade("head").revisions()).isEmpty();
        assertThat(segue().status().unknown())
                .hasSize(1)
                .allMatch(unknown -> unknown.id().value().equals(revisions.id(2)));
        assertThat(database.text("SELECT to_regclass('two')")).isEqualTo("two");
    }

    @Test
    void anEditedAppliedRevisionIsRefusedUntilItIsAccepted() {
        revisions.add("CREATE TABLE one (id int);");
        segue().upgrade("head");
        revisions.edit(1, "CREATE TABLE one (id integer);").add("CREATE TABLE two (id int);");

        Problem refusal = Problems.of(() -> segue().upgrade("head"));
        segue().accept(List.of(revisions.id(1)));
        segue().upgrade("head");

        assertThat(refusal.code().code()).isEqualTo("JO101");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    private Segue segue() {
        return database.segue(revisions.folder()).build();
    }

    private void killAt(String moment) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), moment).awaitStop();
            runner.kill();
        }
    }
}
