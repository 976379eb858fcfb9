package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.Segue;
import dev.segue.backfill.BackfillProblem;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Counting;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables get other names while they are filled: they are known by what they are, and every row is computed once. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what holds something up only has to be there
class RenamedPartitionTest {

    private static final Optional<String> ONLY_ONE = Optional.empty();

    private static final String EXCHANGE = "BEGIN; ALTER TABLE item_2 RENAME TO item_0;"
            + " ALTER TABLE item_3 RENAME TO item_2; ALTER TABLE item_0 RENAME TO item_3; COMMIT";

    private final TestDatabase database;
    private final Path folder;

    RenamedPartitionTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    /** The gate is in the second partition. */
    @BeforeEach
    void prepare() {
        Counting.prepareInPartitions(database, folder);
        database.execute("CREATE SCHEMA old");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE item_2 RENAME TO item_second",
                "ALTER TABLE item_2 SET SCHEMA old",
                "ALTER TABLE item_3 RENAME TO item_third",
                EXCHANGE
            })
    void theRunAndItsHelperFollowIt(String change) throws Exception {
        try (Connection gate = Counting.closeGate(database);
                Background upgrade = Background.run(() -> segue().upgrade("head"))) {
            Counting.awaitAtGate(database);
            try (Background helper = Background.run(() -> segue().backfills().run(ONLY_ONE, 2))) {
                changeBetweenTwoBatches(change, gate);
                helper.await();
            }
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce("item");
        assertThat(segue().backfills().list()).extracting(Job::state).containsExactly(JobState.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE item_2 RENAME TO item_second", "ALTER TABLE item_3 SET SCHEMA old", EXCHANGE})
    void whoGoesOnAfterAKillFollowsItToo(String change) throws Exception {
        Counting.interruptAtGate(database, folder);
        database.execute(change);

        segue().upgrade("head");

        assertThatEveryRowWasComputedOnce("item");
    }

    @Test
    void aHelperWhoComesAfterAKillFollowsItToo() throws Exception {
        Counting.interruptAtGate(database, folder);
        database.execute(EXCHANGE);

        Job filled = segue().backfills().run(ONLY_ONE, 2);

        assertThat(filled.state()).isEqualTo(JobState.FILLED);
        assertThatEveryRowWasComputedOnce("item");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeTableIsFilledUnderItsNewName(boolean isPartitioned) throws Exception {
        if (!isPartitioned) {
            withoutPartitions();
        }

        try (Connection gate = Counting.closeGate(database);
                Background upgrade = Background.run(() -> segue().upgrade("head"))) {
            Counting.awaitAtGate(database);
            changeBetweenTwoBatches("ALTER TABLE item RENAME TO goods", gate);
            upgrade.await();
        }

        assertThatEveryRowWasComputedOnce("goods");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeTableIsGoneOnWithUnderItsNewName(boolean isPartitioned) throws Exception {
        if (!isPartitioned) {
            withoutPartitions();
        }
        Counting.interruptAtGate(database, folder);
        database.execute("ALTER TABLE item RENAME TO goods");

        segue().upgrade("head");

        assertThatEveryRowWasComputedOnce("goods");
    }

    @Test
    void anotherTableThatHasGotTheNameIsNotTakenForIt() throws Exception {
        withoutPartitions();
        Counting.interruptAtGate(database, folder);
        database.execute("ALTER TABLE item RENAME TO item_before", "CREATE TABLE item AS TABLE item_before");

        assertThatThrownBy(() -> segue().upgrade("head"))
                .isInstanceOfSatisfying(
                        SegueException.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo(BackfillProblem.ANOTHER_TABLE));

        database.execute("DROP TABLE item", "ALTER TABLE item_before RENAME TO item");
        segue().upgrade("head");
        assertThatEveryRowWasComputedOnce("item");
    }

    @Test
    void oneThatAnEarlierVersionHasBegunGoesOn() throws Exception {
        Counting.interruptAtGate(database, folder);
        database.execute(
                "ALTER TABLE segue.backfill_job DROP COLUMN identity",
                "ALTER TABLE segue.backfill_frontier DROP COLUMN identity");

        Job filled = segue().backfills().run(ONLY_ONE, 1);

        assertThat(filled.state()).isEqualTo(JobState.FILLED);
        segue().upgrade("head");
        assertThatEveryRowWasComputedOnce("item");
    }

    @Test
    void oneThatAnEarlierVersionHasBegunIsKnownFromThenOn() throws Exception {
        Counting.interruptAtGate(database, folder);
        database.execute(
                "ALTER TABLE segue.backfill_job DROP COLUMN identity",
                "ALTER TABLE segue.backfill_frontier DROP COLUMN identity");
        Counting.interruptAtGate(database, folder);
        database.execute(EXCHANGE, "ALTER TABLE item RENAME TO goods");

        segue().upgrade("head");

        assertThatEveryRowWasComputedOnce("goods");
    }

    private void withoutPartitions() {
        database.execute(
                "CREATE TABLE plain (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO plain TABLE item",
                "DROP TABLE item",
                "ALTER TABLE plain RENAME TO item",
                "ANALYZE item");
    }

    /** It waits for the batch that stands at the gate, if it has to, and whoever wants the next one waits behind it. */
    private void changeBetweenTwoBatches(String change, Connection gate) throws Exception {
        String names = "SELECT string_agg(oid || ' ' || relnamespace || ' ' || relname, ',' ORDER BY oid) FROM pg_class"
                + " WHERE relkind IN ('r', 'p') AND relname ~ '^(item|goods)'";
        String before = database.text(names);
        try (Background other = Background.run(() -> database.execute(change))) {
            database.await("SELECT (" + names + ") <> '" + before + "' OR EXISTS (SELECT FROM pg_locks"
                    + " WHERE mode = 'AccessExclusiveLock' AND NOT granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))");
            gate.close();
            other.await();
        }
    }

    private Segue segue() {
        return database.segue(folder).build();
    }

    private void assertThatEveryRowWasComputedOnce(String table) {
        assertThat(database.lines("SELECT n || ' ' || count(*) FROM " + table + " GROUP BY n"))
                .containsExactly("1 " + Counting.ROWS);
    }
}
