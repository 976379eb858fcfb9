package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.TransactionScope;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a revision does to its session ends with the revision, and not before. */
@ExtendWith(TestServer.Shared.class)
class LeftoverSettingsTest {

    private final TestDatabase database;
    private final Revisions revisions;

    LeftoverSettingsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void createSchema() {
        database.execute(
                "CREATE SCHEMA app",
                "DO $$ BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT CREATE ON SCHEMA public TO clerk");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app",
                "SELECT set_config('search_path', 'app', false)",
                "DO $$ BEGIN PERFORM set_config('search_path', 'app', false); END $$"
            })
    void aSearchPathIsGoneInTheNextRevision(String statement) {
        revisions.add(statement + "; CREATE TABLE in_app (id int);").add("CREATE TABLE in_public (id int);");

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(schemaOf("in_app")).isEqualTo("app");
        assertThat(schemaOf("in_public")).isEqualTo("public");
    }

    @ParameterizedTest
    @EnumSource(TransactionScope.class)
    void aSearchPathIsGoneInTheNextRevisionHoweverMuchCommitsAtOnce(TransactionScope scope) {
        revisions.add("SET search_path = app; CREATE TABLE in_app (id int);").add("CREATE TABLE in_public (id int);");

        database.segue(revisions.folder()).transactionScope(scope).build().upgrade("head");

        assertThat(schemaOf("in_app")).isEqualTo("app");
        assertThat(schemaOf("in_public")).isEqualTo("public");
    }

    @Test
    void aRoleIsGoneInTheNextRevision() {
        revisions.add("SET ROLE clerk; CREATE TABLE of_clerk (id int);").add("CREATE TABLE of_migrator (id int);");

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(ownerOf("of_clerk")).isEqualTo("clerk");
        assertThat(ownerOf("of_migrator")).isEqualTo(database.server().user());
    }

    @Test
    void aTemporaryTableIsGoneInTheNextRevision() {
        String work = "CREATE TEMP TABLE batch AS SELECT 1 AS id; CREATE TABLE {table} AS SELECT * FROM batch;";
        revisions.add(work.replace("{table}", "one")).add(work.replace("{table}", "two"));

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(database.text("SELECT count(*) FROM two")).isEqualTo("1");
    }

    @Test
    void aSearchPathHoldsForTheWholeRevisionAlsoBehindItsCommits() {
        revisions.add("""
                SET search_path = app;
                CREATE TABLE thing (id int);
                CREATE INDEX CONCURRENTLY thing_id ON thing (id);
                CREATE TABLE other (id int);
                """);

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(schemaOf("thing_id")).isEqualTo("app");
        assertThat(schemaOf("other")).isEqualTo("app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET search_path = app", "SELECT pg_catalog.set_config('search_path', 'app', false)"})
    void aSearchPathHoldsForTheRestOfARevisionThatWasInterrupted(String statement) {
        revisions.add(statement + """
                ;
                CREATE TABLE thing (id int);
                CREATE INDEX CONCURRENTLY thing_id ON thing (id);
                CREATE TABLE other (id int);
                """);
        killAt("StepStarted " + revisions.id(1) + " step 3: ");

        database.segue(revisions.folder()).build().upgrade("head");

        assertThat(schemaOf("thing_id")).isEqualTo("app");
        assertThat(schemaOf("other")).isEqualTo("app");
    }

    private void killAt(String moment) {
        try (RunnerProcess runner = RunnerProcess.start()) {
            runner.upgrade(database, revisions.folder(), moment).awaitStop();
            runner.kill();
        }
    }

    private String schemaOf(String relation) {
        return database.text("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = '" + relation + "'");
    }

    private String ownerOf(String relation) {
        return database.text("SELECT relowner::regrole FROM pg_class WHERE relname = '" + relation + "'");
    }
}
