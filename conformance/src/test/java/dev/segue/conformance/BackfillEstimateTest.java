package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.FillEstimate;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.plan.Plan;
import dev.segue.step.Step;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backfill costs is told before it begins, and better once one has been seen. */
@ExtendWith(TestServer.Shared.class)
class BackfillEstimateTest {

    private final TestDatabase database;

    @TempDir
    private Path folder;

    BackfillEstimateTest(TestServer server) {
        this.database = server.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theRateIsAGuessUntilABackfillWasSeenHere() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, twice int, thrice int)",
                "INSERT INTO item SELECT i FROM generate_series(1, 20000) AS i",
                "ANALYZE item");
        Revisions revisions = Revisions.in(folder)
                .add("-- segue:value id * 2\nALTER TABLE item ALTER COLUMN twice SET NOT NULL;")
                .add("-- segue:value id * 3\nALTER TABLE item ALTER COLUMN thrice SET NOT NULL;");
        Segue segue = database.segue(revisions.folder()).smallTables(0, 0).build();

        long bytes = Long.parseLong(database.text("SELECT pg_relation_size('item') + pg_indexes_size('item')"));
        FillEstimate guess = only(segue.backfills().estimates(segue.planUpgrade("+1")));
        segue.upgrade("+1");
        FillEstimate better = only(segue.backfills().estimates(segue.planUpgrade("+1")));

        assertThat(guess.rows()).isEqualTo(20_000);
        assertThat(guess.isMeasured()).isFalse();
        assertThat(guess.bloatBytes()).isEqualTo(bytes);
        assertThat(better.isMeasured()).isTrue();
    }

    @Test
    void roomOnThePagesMakesTheLogLessUnlessAnIndexHasToBeTold() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, name text, twice int) WITH (fillfactor = 50)",
                "INSERT INTO item SELECT i, repeat('x', 150) FROM generate_series(1, 20000) AS i",
                "ANALYZE item");
        Revisions revisions =
                Revisions.in(folder).add("-- segue:value id * 2\nALTER TABLE item ALTER COLUMN twice SET NOT NULL;");
        Segue segue = database.segue(revisions.folder()).smallTables(0, 0).build();

        FillEstimate free = only(segue.backfills().estimates(segue.planUpgrade("head")));
        database.execute("CREATE INDEX item_twice ON item ((twice + 1))");
        FillEstimate indexed = only(segue.backfills().estimates(segue.planUpgrade("head")));
        database.execute("DROP INDEX item_twice", "ALTER TABLE item RESET (fillfactor)");
        FillEstimate notMeant = only(segue.backfills().estimates(segue.planUpgrade("head")));

        assertThat(free.logBytes()).isGreaterThan(free.leastLogBytes());
        assertThat(indexed.leastLogBytes()).isGreaterThan(free.leastLogBytes() * 5 / 4);
        assertThat(indexed.logBytes()).isGreaterThan(free.logBytes());
        assertThat(notMeant.leastLogBytes()).isGreaterThan(free.leastLogBytes() * 5 / 4);
    }

    @Test
    void aTableThatIsNotThereYetCostsNothing() {
        Revisions revisions = Revisions.in(folder)
                .add("CREATE TABLE item (id int PRIMARY KEY, twice int);\n"
                        + "-- segue:value id * 2\nALTER TABLE item ALTER COLUMN twice SET NOT NULL;");
        Segue segue = database.segue(revisions.folder()).smallTables(0, 0).build();

        assertThat(segue.backfills().estimates(segue.planUpgrade("head"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "the user"})
    void aPlanTellsOfOneNumberOfRowsWhoeverCountedThem(String counted) {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, name text, made timestamptz, twice int)"
                        + " WITH (autovacuum_enabled = off)",
                "INSERT INTO item SELECT i, 'item number ' || i, now() FROM generate_series(1, 20000) AS i");
        if (counted.equals("the user")) {
            database.execute("ANALYZE item", "DELETE FROM item WHERE id % 2 = 0");
        }
        Revisions revisions =
                Revisions.in(folder).add("-- segue:value id * 2\nALTER TABLE item ALTER COLUMN twice SET NOT NULL;");
        Segue segue = database.segue(revisions.folder()).smallTables(0, 0).build();

        Plan plan = segue.planUpgrade("head");
        Map.Entry<Step, FillEstimate> estimate =
                only(segue.backfills().estimates(plan).entrySet());

        assertThat(estimate.getKey().impact().rows()).isEqualTo(rowsReckonedByTheServer());
        assertThat(estimate.getValue().rows()).isEqualTo(rowsReckonedByTheServer());
    }

    private long rowsReckonedByTheServer() {
        return Long.parseLong(database.text("EXPLAIN SELECT FROM item").replaceAll(".*rows=(\\d+).*", "$1"));
    }

    private static FillEstimate only(Map<?, FillEstimate> estimates) {
        return only(estimates.values());
    }

    private static <T> T only(Collection<T> found) {
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }
}
