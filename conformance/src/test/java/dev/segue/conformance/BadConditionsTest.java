package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionScope;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong has a code, a sentence that says it, and changes nothing. */
@ExtendWith(TestServer.Shared.class)
class BadConditionsTest {

    private static final String SECRET = "s3cret-value";

    private final TestDatabase database;
    private final Revisions revisions;

    BadConditionsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aWrongPassword() {
        revisions.add("CREATE TABLE thing (id int);");

        Problem problem = Problems.of(() -> as("postgres", SECRET).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB102");
        assertThat(problem.headline()).contains("cannot connect to jdbc:postgresql://127.0.0.1:", "postgres");
        assertThat(problem.text()).doesNotContain(SECRET);
    }

    @Test
    void noPassword() {
        Problem problem = Problems.of(() -> Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(database.jdbcUrl() + "?user=postgres")
                .revisions(revisions.folder())
                .build()
                .status());

        assertThat(problem.code().code()).isEqualTo("DB102");
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        Problem problem = Problems.of(
                () -> at("jdbc:postgresql://127.0.0.1:" + port + "/shop").status());

        assertThat(problem.code().code()).isEqualTo("DB101");
        assertThat(problem.headline()).contains("127.0.0.1:" + port);
    }

    @Test
    void filesThatFlywayHasRunHereAlready() throws IOException {
        Files.writeString(
                revisions.folder().resolve("V1__thing.sql"),
                "CREATE TABLE IF NOT EXISTS thing (id int); INSERT INTO thing VALUES (1);");
        database.execute(
                "CREATE TABLE thing AS SELECT 1 AS id",
                "CREATE TABLE flyway_schema_history (installed_rank int, version varchar(50), success boolean)",
                "INSERT INTO flyway_schema_history VALUES (1, '1', true)");

        Problem problem = Problems.of(() -> segue().upgrade("heads"));
        segue().stamp(List.of("1"));

        assertThat(problem.code().code()).isEqualTo("JO104");
        assertThat(segue().upgrade("heads").revisions()).isEmpty();
        assertThat(database.text("SELECT count(*) FROM thing")).isEqualTo("1");
    }

    @Test
    void aHostThatDoesNotExist() {
        Problem problem = Problems.of(
                () -> at("jdbc:postgresql://no-such-host.invalid/shop").status());

        assertThat(problem.code().code()).isEqualTo("DB101");
        assertThat(problem.headline()).contains("no-such-host.invalid", "host");
        assertThat(problem.headline()).doesNotContain("attempt failed");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        Problem problem =
                Problems.of(() -> at(database.server().jdbcUrl("nowhere")).status());

        assertThat(problem.code().code()).isEqualTo("DB103");
        assertThat(problem.headline()).contains("nowhere");
    }

    @Test
    void aUserWhoMayNotCreateTheJournal() {
        revisions.add("CREATE TABLE thing (id int);");
        createRole("guest");
        List<String> before = Picture.of(database);

        Problem problem = Problems.of(() -> as("guest", SECRET).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB208");
        assertThat(problem.headline()).contains("the journal cannot be created");
        assertThat(problem.remedy()).contains("GRANT CREATE ON DATABASE");
        assertThat(Picture.of(database)).isEqualTo(before);
    }

    @Test
    void aUserForWhomAnAdministratorHasCreatedTheSchemaNeedsNoMore() {
        revisions.add("CREATE TABLE segue.thing (id int);");
        createRole("guest");
        database.execute("CREATE SCHEMA segue AUTHORIZATION guest");

        as("guest", SECRET).upgrade("head");

        assertThat(as("guest", SECRET).status().isUpToDate()).isTrue();
    }

    @Test
    void aSessionThatMayOnlyReadByDefault() {
        revisions.add("CREATE TABLE thing (id int);");
        database.execute("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB106");
        assertThat(problem.headline()).contains("read-only");
        assertThat(database.lines("SELECT to_regclass('thing')")).containsOnlyNulls();
    }

    @Test
    void aSyntaxErrorInTheMiddleOfAFileIsShownWithItsPlace() {
        revisions.add(
                "CREATE TABLE thing (id int);\nCREATE TABLE other (\n  id int,\n  name texxt NOT NUL\n);\nSELECT 1;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB209");
        assertThat(problem.text()).contains("1.sql:8:18", "name texxt NOT NUL", "nothing of it was changed");
        assertThat(caretColumn(problem))
                .isEqualTo(lineWith(problem, "name texxt").indexOf("NUL"));
        assertThat(database.lines("SELECT to_regclass('thing')")).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extendedForPrepared", "extended", "extendedCacheEverything"})
    void aSyntaxErrorInTheFirstStatementIsShownWithItsPlaceHoweverTheDriverSendsIt(String mode) {
        revisions.add("CREATE TABLE \"Größe\" (\n  name texxt NOT NUL\n);");

        Problem problem = Problems.of(
                () -> at(database.jdbcUrl() + "?preferQueryMode=" + mode).upgrade("head"));

        assertThat(caretColumn(problem))
                .isEqualTo(lineWith(problem, "name texxt").indexOf("NUL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id int             | s3cret-value       | DB214",
                "id smallint        | 99999947110        | DB214",
                "at date            | 2020-13-4711       | DB214",
                "name varchar(3)    | s3cret-value       | DB214",
                "doc json           | {s3cret-value      | DB214",
                "id int, other int  | 4711               | DB214",
                "id int CHECK (id <> 4711) | 4711        | DB213"
            })
    void anErrorInRowsOfACopyQuotesNoneOfThem(String columns, String row, String code) {
        revisions.add("CREATE TABLE thing (" + columns + ");\nCOPY thing FROM stdin;\n" + row + "\n\\.\n");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.text())
                .contains("1.sql:7:1", "COPY thing FROM stdin;", "COPY thing, row 1")
                .doesNotContain("s3cret-value", "4711", "2020-13");
        assertThat(database.lines("SELECT remark FROM segue.log")).noneMatch(remark -> remark.contains(row.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO person VALUES (1, 's3cret-value')",
                "INSERT INTO person VALUES (2, NULL)",
                "CREATE UNIQUE INDEX person_name ON person ((name IS NULL))",
                "ALTER TABLE person ADD CHECK (name <> 's3cret-value')",
                "UPDATE person SET id = 99999999999"
            })
    void aViolatedConstraintQuotesNoRow(String statement) {
        database.execute(
                "CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO person VALUES (1, 's3cret-value'), (3, 's3cret-value')");
        revisions.add("SELECT 1;\n" + statement + ";");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        String saidByTheServer = problem.headline() + problem.details();
        assertThat(problem.code().code()).isIn("DB213", "DB214");
        assertThat(saidByTheServer).doesNotContain("s3cret-value");
        assertThat(problem.text()).contains("1.sql:6:");
    }

    @Test
    void limitsOfTheRoleDoNotEndAChange() {
        createRole("hurried");
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO hurried",
                "GRANT CREATE ON SCHEMA public TO hurried",
                "ALTER ROLE hurried SET statement_timeout = '1s'",
                "ALTER ROLE hurried SET lock_timeout = '50ms'",
                "ALTER ROLE hurried SET idle_in_transaction_session_timeout = '250ms'",
                "ALTER ROLE hurried SET idle_session_timeout = '2s'",
                "ALTER ROLE hurried SET transaction_timeout = '1s'");
        revisions.add("SELECT pg_sleep(1.4); CREATE TABLE thing (id int);").add("SELECT pg_sleep(1.4);");

        database.segue(revisions.folder())
                .database(database.jdbcUrl(), "hurried", SECRET)
                .listener(event -> pause())
                .build()
                .upgrade("head");

        assertThat(as("hurried", SECRET).status().isUpToDate()).isTrue();
    }

    @Test
    void limitsOfTheRoleDoNotEndTheWaitForTheMigrationLock() {
        createRole("hurried");
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO hurried",
                "GRANT CREATE ON SCHEMA public TO hurried",
                "ALTER ROLE hurried SET idle_session_timeout = '2s'");
        revisions.add("CREATE TABLE thing (id int);");
        try (RunnerProcess first = RunnerProcess.start()) {
            first.upgrade(database, revisions.folder(), "MigrationLockObtained").awaitStop();
            try (Background second = Background.run(() -> as("hurried", SECRET).upgrade("head"))) {
                Thread.sleep(4_000);
                first.kill();
                second.await();
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }

        assertThat(as("hurried", SECRET).status().isUpToDate()).isTrue();
    }

    @Test
    void aFileThatIsOneTransactionFromEndToEndIsRunAsIfItWereNot() {
        revisions.add("BEGIN;\nCREATE TABLE thing (id int);\nCOMMIT;");

        segue().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE thing (id int);\nCOMMIT;\nSELECT 1;",
                "CREATE TABLE thing (id int);\nBEGIN;\nSELECT 1;",
                "CREATE TABLE thing (id int);\nROLLBACK;\nSELECT 1;",
                "BEGIN;\nCOMMIT;\nCREATE TABLE thing (id int);"
            })
    void aTransactionOfItsOwnInsideARevisionIsRefusedBeforeAnythingIsRun(String upgrade) {
        revisions.add("CREATE TABLE before (id int);").add(upgrade);

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL101");
        assertThat(problem.text()).contains("2.sql:");
        assertThat(database.lines("SELECT to_regclass('before')")).containsOnlyNulls();
    }

    @Test
    void aTransactionEndedByJavaCodeIsRefused() throws IOException {
        Files.writeString(revisions.folder().resolve("Committing.java"), """
                import dev.segue.operation.Operations;
                import dev.segue.revision.Migration;
                import dev.segue.revision.RevisionHeader;

                @RevisionHeader(id = "c0ffee777777", message = "commits")
                public final class Committing extends Migration {
                    @Override
                    public void upgrade(Operations op) {
                        op.execute("CREATE TABLE thing (id int)");
                        op.run("commit in between", session -> session.update("/* now */ commit"));
                    }

                    @Override
                    public void downgrade(Operations op) {
                        nothing("it is thrown away");
                    }
                }
                """);

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("EX205");
        assertThat(problem.headline()).contains("c0ffee777777", "commit");
        assertThat(database.lines("SELECT to_regclass('thing')")).containsOnlyNulls();
    }

    @Test
    void aFunctionThatFailsIsNamed() {
        database.execute("CREATE FUNCTION explode() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / 0; END $$");
        revisions.add("CREATE TABLE thing (id int);\nSELECT explode();");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB214");
        assertThat(problem.text()).contains("division by zero", "PL/pgSQL function explode() line 1", "1.sql:6:1");
        assertThat(database.lines("SELECT to_regclass('thing')")).containsOnlyNulls();
    }

    @Test
    void aConstraintThatIsCheckedAtTheCommitIsToldLikeAnyOther() {
        database.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        revisions.add("INSERT INTO child VALUES (4711);");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB213");
        assertThat(problem.text())
                .contains("child_parent_fkey", "revision " + revisions.id(1), "nothing of it was changed")
                .doesNotContain("4711");
        assertThat(database.text("SELECT count(*) FROM child")).isEqualTo("0");
        assertThat(database.text("SELECT count(*) FROM segue.revision")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DO $$ BEGIN COMMIT; END $$", "CALL committing()"})
    void aCommitInsideOfAProcedureNamesTheWayOut(String statement) {
        database.execute("CREATE PROCEDURE committing() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
        revisions.add(statement + ";");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB210");
        assertThat(problem.remedy()).contains("segue:no-transaction");
    }

    @Test
    void aFailureInARunThatIsOneTransactionNamesItsRevisionAndIsRemembered() {
        revisions.add("CREATE TABLE one (id int);").add("SELECT 1/0;");

        Problem problem = Problems.of(() -> database.segue(revisions.folder())
                .transactionScope(TransactionScope.RUN)
                .build()
                .upgrade("head"));

        assertThat(problem.text()).contains("revision " + revisions.id(2), "nothing was changed by this run");
        assertThat(database.lines("SELECT to_regclass('one')")).containsOnlyNulls();
        assertThat(segue().status().failures()).hasSize(1);
    }

    @Test
    void aPartitionedTableIsRebuiltWithoutATransaction() {
        database.execute(
                "CREATE TABLE event (at date) PARTITION BY RANGE (at)",
                "CREATE INDEX event_at ON event (at)",
                "CREATE TABLE event_1 PARTITION OF event DEFAULT");
        revisions.addWithoutTransaction("REINDEX TABLE event;\nREINDEX INDEX event_at;");

        segue().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void anErrorInALaterRowOfACopyIsFoundInItsLine() {
        revisions.add(
                "CREATE TABLE thing (id int UNIQUE, name text);\n\n  COPY thing\n  FROM stdin\n; -- rows\n1\ta\n2\tb\n1\t"
                        + SECRET + "\n\\.\n");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB213");
        assertThat(problem.text())
                .contains("1.sql:12:1", "COPY thing\n", "COPY thing, row 3")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 +; | 11",
                "CREATE TABLE thing (id int) WITH ; | 33",
                "SELECT 'é😀' + -- more follows; | 15"
            })
    void anErrorAtTheEndOfAStatementIsPointedAtThere(String statement, int column) {
        revisions.add(statement + "\n;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB209");
        assertThat(problem.text()).contains("1.sql:5:" + column);
    }

    @Test
    void aPasswordInARevisionReachesNeitherTheJournalNorAMessage() {
        revisions.addWithoutTransaction(
                "CREATE TABLE thing (id int);\nALTER ROLE nobody_of_this_name PASSWORD '" + SECRET + "';");
        List<String> events = new ArrayList<>();

        Problem problem = Problems.of(() -> database.segue(revisions.folder())
                .listener(event -> events.add(summaryOf(event)))
                .build()
                .upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB211");
        assertThat(problem.text()).contains("PASSWORD '************'").doesNotContain(SECRET);
        assertThat(events)
                .contains("ALTER ROLE nobody_of_this_name PASSWORD '…'")
                .noneMatch(text -> text.contains(SECRET));
        assertThat(database.lines("SELECT l::text FROM segue.log l UNION ALL SELECT s::text FROM segue.step s"))
                .isNotEmpty()
                .noneMatch(row -> row.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX CONCURRENTLY ON thing (id, \"Big One\")",
                "CREATE UNIQUE INDEX CONCURRENTLY ON public.thing ((id + 1))",
                "CREATE UNIQUE INDEX CONCURRENTLY ON thing (id) WHERE id > 0"
            })
    void anIndexWithoutANameThatCannotBeBuiltLeavesNothing(String statement) {
        database.execute(
                "CREATE TABLE thing (id int, \"Big One\" int)",
                "CREATE TABLE other (id int)",
                "INSERT INTO thing VALUES (1, 1), (1, 1)",
                "INSERT INTO other VALUES (1), (1)");
        leaveInvalidIndex("CREATE UNIQUE INDEX CONCURRENTLY somebody_elses ON thing (\"Big One\")");
        revisions.add("-- segue:verbatim\n" + statement + ";");

        Problem problem = Problems.of(() -> segue().upgrade("head"));
        List<String> invalid = database.lines("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid");
        database.execute("DELETE FROM thing");
        segue().upgrade("head");

        assertThat(problem.code().code()).isEqualTo("DB213");
        assertThat(invalid).containsExactly("somebody_elses");
        assertThat(database.lines("SELECT 1 FROM pg_index WHERE indisvalid AND indrelid = 'thing'::regclass"))
                .hasSize(1);
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void anIndexWithoutANameThatAKilledRunLeftIsKnownByItsColumns() {
        database.execute("CREATE TABLE thing (id int, b int)", "INSERT INTO thing VALUES (1, 1), (1, 1)");
        leaveInvalidIndex("CREATE UNIQUE INDEX CONCURRENTLY ON thing (id, b)");
        leaveInvalidIndex("CREATE UNIQUE INDEX CONCURRENTLY ON thing (b)");
        database.execute("DELETE FROM thing");
        revisions.add("-- segue:verbatim\nCREATE UNIQUE INDEX CONCURRENTLY ON thing (id, b);");

        segue().upgrade("head");

        assertThat(database.lines("SELECT indisvalid || ' ' || indexrelid::regclass FROM pg_index"
                        + " WHERE indrelid = 'thing'::regclass ORDER BY 1"))
                .containsExactly("false thing_b_idx", "true thing_id_b_idx");
    }

    @Test
    void anInvalidIndexWithANameLongerThanTheServerKeepsIsFoundAgain() {
        String name = "an_index_whose_name_is_longer_than_the_sixty_three_bytes_of_a_name";
        database.execute("CREATE TABLE thing (id int)", "INSERT INTO thing VALUES (1), (1)");
        leaveInvalidIndex("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON thing (id)");
        database.execute("DELETE FROM thing");
        revisions.add("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON thing (id);");

        segue().upgrade("head");

        assertThat(database.lines("SELECT 1 FROM pg_index WHERE NOT indisvalid"))
                .isEmpty();
    }

    private void leaveInvalidIndex(String statement) {
        String invalid = "SELECT 1 FROM pg_index WHERE NOT indisvalid";
        int before = database.lines(invalid).size();
        try (Connection connection = database.connect()) {
            connection.createStatement().execute(statement);
        } catch (SQLException leavesAnInvalidIndex) {
            assertThat(database.lines(invalid)).hasSize(before + 1);
            return;
        }
        throw new AssertionError("was built: " + statement);
    }

    private static String summaryOf(ExecutionEvent event) {
        return event instanceof ExecutionEvent.StepStarted started
                ? started.step().summary()
                : "";
    }

    private static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void createRole(String name) {
        database.execute(
                "DO $$ BEGIN CREATE ROLE " + name + " LOGIN PASSWORD '" + SECRET
                        + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "ALTER ROLE " + name + " RESET ALL");
    }

    private static int caretColumn(Problem problem) {
        return lineWith(problem, "^").indexOf('^');
    }

    private static String lineWith(Problem problem, String part) {
        return problem.text()
                .lines()
                .filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private Segue segue() {
        return database.segue(revisions.folder()).build();
    }

    private Segue as(String user, String password) {
        return database.segue(revisions.folder())
                .database(database.jdbcUrl(), user, password)
                .build();
    }

    private Segue at(String url) {
        return database.segue(revisions.folder())
                .database(url, database.server().user(), database.server().password())
                .build();
    }
}
