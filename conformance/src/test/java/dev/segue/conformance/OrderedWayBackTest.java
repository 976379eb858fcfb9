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

/** A downgrade that would be refused behind the contraction is found before the upgrade begins. */
@ExtendWith(TestServer.Shared.class)
class OrderedWayBackTest {

    private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO title;";

    private static final String RENAME_BACK = "ALTER TABLE users RENAME COLUMN title TO name;";

    private static final String AND_MORE = RENAME_BACK + " ALTER TABLE users ALTER COLUMN name TYPE varchar(30);";

    private final TestDatabase database;
    private final Revisions revisions;

    OrderedWayBackTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, nickname text)",
                "INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 2000) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AND_MORE,
                "ALTER TABLE users DROP COLUMN nickname, ADD COLUMN nickname int;",
                "ALTER TABLE users DROP COLUMN nickname; ALTER TABLE users RENAME COLUMN title TO nickname;",
            })
    void theUpgradeIsRefusedBeforeAnythingRuns(String downgrade) {
        revisions.add(RENAME, downgrade);
        List<String> before = Trial.picture(database);

        Problem planned = Problems.of(() -> segue(Rollout.PHASED).planUpgrade("head"));
        Problem run = Problems.of(() -> segue(Rollout.PHASED).upgrade("head"));

        assertThat(planned).isEqualTo(run);
        assertThat(run.code().code()).isEqualTo("PL114");
        assertThat(run.headline()).contains(revisions.id(1), "in its downgrade", "column users.");
        assertThat(run.remedy()).contains("two revisions", "segue:irreversible");
        assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
    }

    @Test
    void dividedInTwoItGoesUpAndDown() {
        String before = database.text("SELECT md5(string_agg(t::text, ' ' ORDER BY id)) FROM users t");
        revisions
                .add(
                        "ALTER TABLE users ALTER COLUMN name TYPE varchar(40);",
                        "ALTER TABLE users ALTER COLUMN name TYPE text;")
                .add(RENAME, RENAME_BACK);
        Segue segue = segue(Rollout.PHASED);
        segue.upgrade(revisions.id(1));
        segue.contract(List.of());
        segue.upgrade("head");
        segue.contract(List.of());

        segue.downgrade("-1");
        segue.contract(List.of());
        segue.downgrade("base");
        segue.contract(List.of());

        assertThat(segue.status().applied()).isEmpty();
        assertThat(database.text("SELECT md5(string_agg(row(id, name, nickname)::text, ' ' ORDER BY id)) FROM users"))
                .isEqualTo(before);
    }

    @Test
    void whoSaysThatThereIsNoWayBackIsNotAskedForOne() {
        revisions.add(RENAME, "-- segue:irreversible \"the reports were rewritten\"");

        segue(Rollout.PHASED).upgrade("head");

        assertThat(segue(Rollout.PHASED).status().held()).hasSize(1);
    }

    @Test
    void whereNobodyIsAtWorkAnyOrderWillDo() {
        revisions.add(RENAME, AND_MORE);
        Segue segue = segue(Rollout.DIRECT);

        segue.upgrade("head");
        segue.downgrade("base");

        assertThat(segue.status().applied()).isEmpty();
    }

    @Test
    void whatTheSameRunMakesNobodyUsesYet() {
        revisions
                .add("CREATE TABLE pets (id int PRIMARY KEY, name text);", "DROP TABLE pets;")
                .add(RENAME.replace("users", "pets"), AND_MORE.replace("users", "pets"));

        segue(Rollout.PHASED).upgrade("head");

        assertThat(segue(Rollout.PHASED).status().isUpToDate()).isTrue();
    }

    @Test
    void aCheckWithoutADatabaseTellsItOfTheWholeHistory() {
        revisions
                .add("CREATE TABLE pets (id int PRIMARY KEY, name text);", "DROP TABLE pets;")
                .add(RENAME.replace("users", "pets"), AND_MORE.replace("users", "pets"));

        List<Problem> doubts = segue(Rollout.PHASED).doubts();

        assertThat(segue(Rollout.PHASED).validate()).isEmpty();
        assertThat(doubts)
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.text()).contains("PL114", revisions.id(2), "two revisions"));
        assertThat(segue(Rollout.DIRECT).doubts()).isEmpty();
    }

    private Segue segue(Rollout rollout) {
        return database.segue(revisions.folder())
                .rollout(rollout)
                .smallTables(0, 0)
                .build();
    }
}
