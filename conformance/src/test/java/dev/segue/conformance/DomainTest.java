package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of types that have rules of their own. */
@ExtendWith(TestServer.Shared.class)
class DomainTest {

    private final TestDatabase database;
    private final Path folder;

    DomainTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE DOMAIN plain AS text",
                "CREATE DOMAIN email AS varchar(90) CHECK (VALUE ~ '@')",
                "CREATE DOMAIN work_email AS email NOT NULL",
                "CREATE TABLE users (id int PRIMARY KEY, mail email)",
                "INSERT INTO users SELECT i, i || '@example.org' FROM generate_series(1, 2000) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users ADD COLUMN other email;",
                "ALTER TABLE users ADD COLUMN other public.work_email DEFAULT 'nobody@example.org';",
                "-- segue:value mail\nALTER TABLE users ADD COLUMN other email;",
                "ALTER TABLE users RENAME COLUMN mail TO address;",
                "ALTER TABLE users ALTER COLUMN mail TYPE work_email;",
            })
    void aLargeTableIsNotWrittenUnderTheEyesOfAll(String upgrade) {
        String file = database.text("SELECT pg_relation_filenode('users')");

        Problem problem = Problems.of(() -> segue(upgrade, 0).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC102");
        assertThat(problem.text()).contains("email has rules", "character varying(90)");
        assertThat(database.text("SELECT pg_relation_filenode('users')")).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DOMAIN post AS text CHECK (VALUE <> ''); ALTER TABLE users ADD COLUMN other post;",
                "CREATE DOMAIN post AS text NOT NULL; ALTER TABLE users ADD COLUMN other post DEFAULT 'x';",
                "CREATE DOMAIN post AS email; ALTER TABLE users ADD COLUMN other post;",
                "CREATE DOMAIN letter AS text DEFAULT (1 IS NOT NULL)::text CONSTRAINT some CHECK (VALUE <> '');"
                        + " CREATE DOMAIN public.post letter; ALTER TABLE users ALTER COLUMN mail TYPE post;",
            })
    void aDomainOfTheSameRevisionHasItsRulesToo(String upgrade) {
        Problem problem = Problems.of(() -> segue(upgrade, 0).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC102");
        assertThat(problem.text()).contains("domain public.post has rules");
        assertThat(database.text("SELECT to_regtype('post') IS NULL")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DOMAIN post AS text; ALTER DOMAIN post ADD CONSTRAINT filled CHECK (VALUE <> '');"
                        + " ALTER TABLE users ADD COLUMN other post;",
                "ALTER DOMAIN plain ADD CHECK (VALUE <> '') NOT VALID; ALTER TABLE users ADD COLUMN other plain;",
                "ALTER DOMAIN public.plain SET NOT NULL; ALTER TABLE users ADD COLUMN other plain DEFAULT 'none';",
            })
    void aDomainHasTheRulesThatTheSameRevisionAdds(String upgrade) {
        Problem problem = Problems.of(() -> segue(upgrade, 0).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC102");
        assertThat(problem.text()).containsPattern("domain public\\.(post|plain) has rules");
        assertThat(database.text("SELECT count(*) FROM pg_constraint WHERE contypid = 'plain'::regtype"))
                .isEqualTo("0");
    }

    @Test
    void aRuleIsAddedAsItIsWritten() {
        segue("ALTER DOMAIN plain ADD CHECK (VALUE <> ''); ALTER TABLE users ADD COLUMN other text;", 0)
                .upgrade("head");

        assertThat(database.text("SELECT count(*) FROM pg_constraint WHERE contypid = 'plain'::regtype"))
                .isEqualTo("1");
    }

    @Test
    void aDomainOfAnEarlierRevisionOfTheRunHasItsRulesToo() {
        Segue segue = database.segue(Revisions.in(folder)
                        .add("CREATE DOMAIN post AS text CHECK (VALUE <> '');", "DROP DOMAIN post;")
                        .add("ALTER TABLE users ADD COLUMN other post;", "ALTER TABLE users DROP COLUMN other;")
                        .folder())
                .smallTables(0, 0)
                .build();

        Problem problem = Problems.of(() -> segue.upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC102");
        segue.upgrade("+1");
        assertThat(Problems.of(() -> segue.upgrade("head")).text()).isEqualTo(problem.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users ADD COLUMN other plain;",
                "ALTER DOMAIN plain SET DEFAULT 'none'; ALTER TABLE users ADD COLUMN other plain;",
                "CREATE DOMAIN post AS text DEFAULT ((1 IS NOT NULL)::text); ALTER TABLE users ADD COLUMN other post;",
                "CREATE DOMAIN post varchar(5)[] COLLATE \"C\" NULL; ALTER TABLE users ADD COLUMN other post;",
                "ALTER TABLE users ADD COLUMN other plain NOT NULL DEFAULT 'none';",
            })
    void aDomainWithoutRulesIsLikeItsBase(String upgrade) {
        String file = database.text("SELECT pg_relation_filenode('users')");

        segue(upgrade, 0).upgrade("head");

        assertThat(database.text("SELECT pg_relation_filenode('users')")).isEqualTo(file);
    }

    @Test
    void aSmallTableIsWrittenAtOnce() {
        segue("-- segue:value mail\nALTER TABLE users ADD COLUMN other email NOT NULL;", 10_000)
                .upgrade("head");

        assertThat(database.text("SELECT count(*) FROM users WHERE other = mail"))
                .isEqualTo("2000");
    }

    private Segue segue(String upgrade, long smallRows) {
        return database.segue(Revisions.in(folder).add(upgrade).folder())
                .rollout(Rollout.PHASED)
                .smallTables(smallRows, Long.MAX_VALUE)
                .build();
    }
}
