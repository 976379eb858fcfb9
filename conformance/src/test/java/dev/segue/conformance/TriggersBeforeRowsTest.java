package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Trial;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers of users on a table with a column that is renamed: they go on, or are named before anything is changed. */
@ExtendWith(TestServer.Shared.class)
class TriggersBeforeRowsTest {

    private static final String TOUCH = function("touch", "NEW.touched := coalesce(NEW.touched, 0) + 1; RETURN NEW;");

    private final TestDatabase database;
    private final Path folder;

    TriggersBeforeRowsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, names text, touched int)",
                "INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 2000) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void bothNamesWakeATriggerWhoseFunctionDoesNotMindTheColumn() {
        database.execute(
                TOUCH,
                "CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION touch()");
        List<String> before = Trial.picture(database);
        Segue segue = segue();

        segue.upgrade("head");
        assertThat(database.text("SELECT count(*) FROM users WHERE touched IS NOT NULL"))
                .isEqualTo("0");
        database.execute(
                "UPDATE users SET name = 'old' WHERE id = 1",
                "UPDATE users SET title = 'new' WHERE id = 2",
                "UPDATE users SET names = 'other' WHERE id = 3",
                "INSERT INTO users (id, title) VALUES (5001, 'new')");

        assertThat(database.lines("SELECT id || ' ' || name || ' ' || title FROM users WHERE touched = 1 ORDER BY id"))
                .containsExactly("1 old old", "2 new new", "5001 new new");
        segue.contract(List.of());
        database.execute("UPDATE users SET title = 'newer' WHERE id = 2", "UPDATE users SET id = 7001 WHERE id = 4");
        assertThat(database.lines(
                        "SELECT id || ' ' || touched FROM users WHERE id IN (2, 7001) AND touched IS NOT NULL"))
                .containsExactly("2 2");
        assertThat(database.text("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'touch'"))
                .contains("UPDATE OF title ON");
        segue.downgrade("base");
        segue.contract(List.of());
        assertThat(Trial.picture(database))
                .filteredOn(line -> line.startsWith("trigger"))
                .containsExactlyElementsOf(before.stream()
                        .filter(line -> line.startsWith("trigger"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEW.name := lower(NEW.name);",
                "IF NEW . \"name\" IS NULL THEN RETURN NULL; END IF;",
                "NEW.touched := length(new.NAME);"
            })
    void whatItsFunctionWouldMissIsNamedBeforeAnythingIsChanged(String body) {
        database.execute(
                function("cleaned", body + " RETURN NEW;"),
                "CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION cleaned()");
        List<String> before = Trial.picture(database);

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("VF101");
        assertThat(problem.details()).contains("trigger clean calls cleaned(), which speaks of name");
        assertThat(problem.remedy()).contains("a revision before this one", "segue:verbatim");
        segue().downgrade("base");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
    }

    @Test
    void aColumnThatATriggerIsGivenAsAnArgumentIsNamedToo() {
        database.execute(
                "ALTER TABLE users ADD COLUMN found tsvector",
                "CREATE TRIGGER finding BEFORE INSERT OR UPDATE ON users FOR EACH ROW"
                        + " EXECUTE FUNCTION tsvector_update_trigger('found', 'pg_catalog.english', 'name')");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.details()).contains("trigger finding calls tsvector_update_trigger(), which speaks of name");
    }

    @Test
    void whatSpeaksOfOtherColumnsOrOfDeletedRowsIsNoObstacle() {
        database.execute(
                function("others", "NEW.names := upper(NEW.names); RETURN NEW; -- the name of nobody"),
                function("gone", "RAISE NOTICE '%', OLD.name; RETURN OLD;"),
                "CREATE TRIGGER others BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION others()",
                "CREATE TRIGGER gone BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION gone()");

        segue().upgrade("head");

        database.execute("DELETE FROM users WHERE id = 1");
        assertThat(Problems.of(() -> segue().contract(List.of())).details())
                .contains("trigger gone calls gone(), which speaks of name");
    }

    @Test
    void afterTheContractionNoFunctionFailsForTheOldName() {
        database.execute(
                "CREATE TABLE log (line text)",
                function("noted", "INSERT INTO log VALUES (NEW.name); RETURN NULL;"),
                "CREATE TRIGGER noted AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION noted()");
        segue().upgrade("head");
        database.execute("UPDATE users SET title = 'new' WHERE id = 1");
        assertThat(database.lines("DELETE FROM log RETURNING line")).containsExactly("new");

        Problem problem = Problems.of(() -> segue().contract(List.of()));

        assertThat(problem.code().code()).isEqualTo("VF101");
        assertThat(problem.details()).contains("trigger noted calls noted(), which speaks of name");
        assertThat(problem.remedy()).contains("CREATE OR REPLACE FUNCTION", "title");
        database.execute(
                function("noted", "INSERT INTO log VALUES (NEW.title); RETURN NULL;"),
                "UPDATE users SET name = 'old' WHERE id = 2");
        segue().contract(List.of());
        database.execute("UPDATE users SET title = 'newer' WHERE id = 2");
        assertThat(database.lines("SELECT line FROM log")).containsExactly("old", "newer");
    }

    private Segue segue() {
        return database.segue(Revisions.in(folder)
                        .add(
                                "ALTER TABLE users RENAME COLUMN name TO title;",
                                "ALTER TABLE users RENAME COLUMN title TO name;")
                        .folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build();
    }

    private static String function(String name, String body) {
        return "CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN " + body
                + "\nEND$$";
    }
}
