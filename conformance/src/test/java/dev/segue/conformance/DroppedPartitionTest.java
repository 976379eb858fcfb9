package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Counting;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
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

/** A partition is dropped while several processes fill its table: whoever meets that, all go on with what is left. */
@ExtendWith(TestServer.Shared.class)
@SuppressWarnings("try") // what holds something up only has to be there
class DroppedPartitionTest {

    private static final Optional<String> ONLY_ONE = Optional.empty();
    private static final int IN_THE_THIRD_PARTITION = 8_010;

    private final TestDatabase database;
    private final Path folder;

    DroppedPartitionTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.folder = folder;
    }

    /** The gate is in the second partition. */
    @BeforeEach
    void prepare() {
        Counting.prepareInPartitions(database, folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aHelperThatMeetsItFillsTheOthers() throws Exception {
        Counting.interruptAtGate(database, folder);
        Counting.slowDown(database, IN_THE_THIRD_PARTITION);

        try (Connection gate = Counting.closeGate(database);
                Background helper = Background.run(() -> segue().backfills().run(ONLY_ONE, 2))) {
            dropTheThirdPartitionBetweenTwoBatches(gate);
            helper.await();
        }

        assertThat(segue().backfills().list()).extracting(Job::state).containsExactly(JobState.FILLED);
        assertThatEveryRowThatIsLeftWasComputedOnce(8_000);
        segue().upgrade("head");
        assertThatEveryRowThatIsLeftWasComputedOnce(8_000);
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE item_2", "ALTER TABLE item DETACH PARTITION item_2"})
    void aHelperThatTakesARangeOverWhosePartitionIsGoneLetsItBe(String going) throws Exception {
        Counting.interruptAtGate(database, folder);
        database.execute(going);

        Job filled = segue().backfills().run(ONLY_ONE, 1);

        assertThat(filled.state()).isEqualTo(JobState.FILLED);
        assertThatEveryRowThatIsLeftWasComputedOnce(8_000);
    }

    /** The run and its helper meet it both, and neither takes the problem of the other for the end. */
    @Test
    void theRunAndItsHelperGoOnTogether() throws Exception {
        Counting.slowDown(database, IN_THE_THIRD_PARTITION);

        try (Connection gate = Counting.closeGate(database);
                Background upgrade = Background.run(() -> segue().upgrade("head"))) {
            database.await("SELECT count(*) > 0 FROM segue.backfill_chunk WHERE relation = 'public.item_2'");
            try (Background helper = Background.run(() -> segue().backfills().run(ONLY_ONE, 2))) {
                dropTheThirdPartitionBetweenTwoBatches(gate);
                helper.await();
            }
            upgrade.await();
        }

        assertThatEveryRowThatIsLeftWasComputedOnce(8_000);
        assertThat(segue().backfills().list()).extracting(Job::state).containsExactly(JobState.DONE);
    }

    private Segue segue() {
        return database.segue(folder).build();
    }

    /** It waits for the batch that stands at the gate, and whoever wants the next one waits behind it. */
    private void dropTheThirdPartitionBetweenTwoBatches(Connection gate) throws Exception {
        Counting.awaitAtGate(database);
        try (Background drop = Background.run(() -> database.execute("DROP TABLE item_3"))) {
            database.await("SELECT to_regclass('item_3') IS NULL OR count(*) > 0 FROM pg_locks"
                    + " WHERE relation = to_regclass('item_3') AND NOT granted");
            gate.close();
            drop.await();
        }
    }

    private void assertThatEveryRowThatIsLeftWasComputedOnce(int rows) {
        assertThat(database.lines("SELECT n || ' ' || count(*) FROM item GROUP BY n"))
                .containsExactly("1 " + rows);
    }
}
