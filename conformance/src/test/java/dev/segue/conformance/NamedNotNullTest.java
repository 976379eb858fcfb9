package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** As of PostgreSQL 18 NOT NULL is a constraint with a name, which a column keeps when it gets another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedNotNullTest {

    private static final String NAMES = """
            SELECT attname || ' ' || conname
            FROM pg_constraint
              JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE conrelid = 'users'::regclass AND contype = 'n' AND attname <> 'id'
            ORDER BY attname
            """;

    private TestServer server;
    private TestDatabase database;
    private Revisions revisions;

    @BeforeAll
    void start() {
        server = TestServer.of(EmbeddedPostgres.builder().version(18).start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void manyUsers(@TempDir Path folder) {
        database = server.database();
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, username text NOT NULL)",
                "INSERT INTO users SELECT i, 'name ' || i FROM generate_series(1, 30000) AS i",
                "ANALYZE users");
        revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aRenamedColumnTakesItAlongThereAndBack() {
        revisions.add(
                "ALTER TABLE users RENAME COLUMN username TO called;",
                "ALTER TABLE users RENAME COLUMN called TO username;");

        segue().upgrade("head");
        segue().contract(List.of());
        assertThat(database.lines(NAMES)).containsExactly("called users_username_not_null");

        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(database.lines(NAMES)).containsExactly("username users_username_not_null");
    }

    @Test
    void aNameThatIsTakenIsCountedOnAsTheServerDoes() {
        database.execute("ALTER TABLE users RENAME COLUMN username TO called");
        revisions.add(
                "ALTER TABLE users ADD COLUMN username text; UPDATE users SET username = called;",
                "ALTER TABLE users DROP COLUMN username;");
        revisions.add(
                "ALTER TABLE users ALTER COLUMN username SET NOT NULL;",
                "ALTER TABLE users ALTER COLUMN username DROP NOT NULL;");

        segue().upgrade("head");
        segue().contract(List.of());

        assertThat(database.lines(NAMES))
                .containsExactly("called users_username_not_null", "username users_username_not_null1");
    }

    @Test
    void aDroppedColumnThatComesBackHasItAgain() {
        database.execute("ALTER TABLE users RENAME CONSTRAINT users_username_not_null TO everyone_has_a_name");
        revisions.add(
                "ALTER TABLE users DROP COLUMN username;", "ALTER TABLE users ADD COLUMN username text NOT NULL;");
        segue().upgrade("head");

        segue().downgrade("base");

        assertThat(database.lines(NAMES)).containsExactly("username everyone_has_a_name");
    }

    private Segue segue() {
        return database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build();
    }
}
