package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A new column whose values follow from others, while the old application goes on writing those. */
@ExtendWith(TestServer.Shared.class)
class ComputedValueTest {

    private static final String[] USERS = {
        "CREATE TABLE country (id int PRIMARY KEY, iso text)",
        "INSERT INTO country VALUES (1, 'at'), (2, 'ch')",
        "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, note json, country_id int DEFAULT 1,"
                + " size numeric DEFAULT 1, shouted text GENERATED ALWAYS AS (upper(name)) STORED)",
        "INSERT INTO users SELECT i, 'first' || i || ' last' || i FROM generate_series(1, 5000) AS i",
    };

    private static final String SPLIT = """
            -- segue:value split_part(name, ' ', 1)
            ALTER TABLE users ADD COLUMN first_name text NOT NULL;
            -- segue:value split_part(name, ' ', 2)
            ALTER TABLE users ADD COLUMN last_name text NOT NULL;
            """;

    private final TestDatabase database;
    private final Path folder;

    ComputedValueTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    @BeforeEach
    void create() {
        database.execute(USERS);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatTheOldApplicationChangesReachesTheNewColumns() {
        upgraded(SPLIT);

        database.execute(
                "UPDATE users SET name = 'Ada Lovelace' WHERE id = 1",
                "INSERT INTO users (id, name) VALUES (9001, 'Alan Turing')",
                "INSERT INTO users (id, name) VALUES (2, 'Grace Hopper') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                "SET session_replication_role = replica; UPDATE users SET name = 'Kurt Gödel' WHERE id = 3");

        assertThat(names("1, 2, 3, 9001")).containsExactly("Ada,Lovelace", "Grace,Hopper", "Kurt,Gödel", "Alan,Turing");
    }

    @Test
    void whatTheNewApplicationSetsItselfStaysUntilItsSourceChanges() {
        upgraded(SPLIT);

        database.execute(
                "UPDATE users SET name = 'Ada Byron', first_name = 'Augusta' WHERE id = 1",
                "UPDATE users SET first_name = 'Gracie' WHERE id = 2",
                "UPDATE users SET note = '{}', size = 2, name = name WHERE id = 2",
                "INSERT INTO users (id, name, first_name) VALUES (9001, 'Alan Turing', 'Al')");
        assertThat(names("1, 2, 9001")).containsExactly("Augusta,Byron", "Gracie,last2", "Al,Turing");

        database.execute("UPDATE users SET name = 'Grace Hopper' WHERE id = 2");
        assertThat(names("2")).containsExactly("Grace,Hopper");
    }

    @Test
    void onlyTheSourcesOfAValueWakeIt() {
        upgraded("""
                -- segue:value (SELECT iso FROM country WHERE country.id = country_id)
                ALTER TABLE users ADD COLUMN iso text;
                -- segue:value coalesce(note ->> 'loud', shouted)
                ALTER TABLE users ADD COLUMN loud text NOT NULL;
                -- segue:value CASE WHEN size > 10 THEN 'big' ELSE 'small' END
                ALTER TABLE users ADD COLUMN class text NOT NULL DEFAULT 'small';
                -- segue:value to_jsonb(users) - 'id'
                ALTER TABLE users ADD COLUMN picture jsonb;
                """);

        database.execute(
                "UPDATE users SET country_id = 2, size = 11 WHERE id = 1",
                "UPDATE users SET name = 'quiet', class = 'huge' WHERE id = 2",
                "UPDATE users SET note = '{\"loud\": \"BOOM\"}' WHERE id = 3",
                "INSERT INTO users (id, name) VALUES (9001, 'new')");

        assertThat(database.lines("SELECT concat_ws(',', iso, loud, class, picture ->> 'size') FROM users"
                        + " WHERE id IN (1, 2, 3, 9001) ORDER BY id"))
                .containsExactly("ch,FIRST1 LAST1,big,11", "at,QUIET,huge,1", "at,BOOM,small,1", "at,NEW,small,1");
    }

    @Test
    void aValueOfARenamedColumnFollowsTheOldName() {
        upgraded("""
                ALTER TABLE users RENAME COLUMN size TO width;
                -- segue:value width * 10
                ALTER TABLE users ADD COLUMN millimetres numeric;
                """);

        database.execute(
                "UPDATE users SET size = 7 WHERE id = 1",
                "UPDATE users SET width = 8 WHERE id = 2",
                "INSERT INTO users (id, name, size) VALUES (9001, 'x', 9)");

        assertThat(database.lines("SELECT size || ' ' || width || ' ' || millimetres FROM users"
                        + " WHERE id IN (1, 2, 9001) ORDER BY id"))
                .containsExactly("7 7 70", "8 8 80", "9 9 90");
    }

    @Test
    void writersNeedNoRightsOnWhatTheValueIsComputedFrom() {
        database.execute(
                "DROP ROLE IF EXISTS mere_user",
                "CREATE ROLE mere_user",
                "GRANT SELECT, INSERT, UPDATE ON users TO mere_user");
        upgraded("""
                -- segue:value (SELECT iso FROM country WHERE country.id = users.country_id)
                ALTER TABLE users ADD COLUMN iso text NOT NULL;
                """);

        database.execute("SET ROLE mere_user; INSERT INTO users (id, name) VALUES (9001, 'x');"
                + " UPDATE users SET country_id = 2 WHERE id = 9001");

        assertThat(database.text("SELECT iso FROM users WHERE id = 9001")).isEqualTo("ch");
        database.execute("DROP OWNED BY mere_user", "DROP ROLE mere_user");
    }

    @Test
    void noChangeIsLostWhileTheOldApplicationWritesAllTheTime() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (Background old = Background.run(() -> write(isOver))) {
            upgraded(SPLIT);
            database.await("SELECT count(*) > 0 FROM users WHERE name ~ 'changed'");
            isOver.set(true);
            old.await();
        }

        assertThat(database.text("SELECT count(*) FROM users WHERE name <> first_name || ' ' || last_name"))
                .isEqualTo("0");
        assertThat(database.text("SELECT count(*) > 0 FROM users WHERE name ~ 'changed'"))
                .isEqualTo("t");
    }

    @Test
    void theWayBackAndTheContractLeaveNoTrigger() {
        List<String> before = Change.catalogOf(database);

        Segue segue = upgraded(SPLIT);
        segue.downgrade("base");
        assertThat(Change.catalogOf(database)).isEqualTo(before);
        assertThat(triggersAndFunctions()).isEmpty();

        segue.upgrade("head");
        segue.contract(List.of());
        assertThat(triggersAndFunctions()).isEmpty();
    }

    private Segue upgraded(String upgrade) {
        Revisions revisions = Revisions.in(folder)
                .add(upgrade, "ALTER TABLE users DROP COLUMN last_name;\nALTER TABLE users DROP COLUMN first_name;");
        Segue segue = database.segue(revisions.folder()).rollout(Rollout.PHASED).build();
        segue.upgrade("head");
        return segue;
    }

    private void write(AtomicBoolean isOver) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; !isOver.get(); i++) {
                statement.execute(
                        "UPDATE users SET name = 'changed" + i + " twice" + i + "' WHERE id = " + (i % 5000 + 1));
                statement.execute("INSERT INTO users (id, name) VALUES (" + (100_000 + i) + ", 'added" + i + " x')");
            }
        }
    }

    private List<String> names(String ids) {
        return database.lines("SELECT first_name || ',' || last_name FROM users WHERE id IN (" + ids + ") ORDER BY id");
    }

    private List<String> triggersAndFunctions() {
        return database.lines("SELECT tgname::text FROM pg_trigger WHERE tgname ~ 'segue' UNION ALL"
                + " SELECT proname::text FROM pg_proc WHERE pronamespace = 'segue'::regnamespace");
    }
}
