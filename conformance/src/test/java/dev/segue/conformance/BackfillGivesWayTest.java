package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Receiver;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.FillSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.replication.LogSequenceNumber;

/** A backfill writes nothing while there is a reason to wait, tells it to everyone, and goes on by itself. */
@ExtendWith(TestServer.Shared.class)
class BackfillGivesWayTest {

    private final TestDatabase database;

    @TempDir
    private Path folder;

    @TempDir
    private Path flags;

    BackfillGivesWayTest(TestServer server) {
        this.database = server.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aFlagFileHoldsItBackUntilItIsTakenAway() throws Exception {
        Path file = Files.createFile(flags.resolve("pause"));
        Segue segue = filling("pause-when=file(" + file + ")");

        try (Background upgrade = Background.run(() -> segue.upgrade("head"))) {
            assertThat(reason(segue)).isEqualTo("the file " + file + " is there");
            assertThat(database.text("SELECT count(twice) FROM item")).isEqualTo("0");

            Files.delete(file);
            upgrade.await();
        }

        assertThat(database.text("SELECT count(*) FROM item WHERE twice = n * 2"))
                .isEqualTo("20000");
    }

    @Test
    void aReplicaThatIsMissingHoldsItBackAndOneThatKeepsUpDoesNot() throws Exception {
        Segue segue = filling("pause-when=lag(r1)>100GB");

        try (Background upgrade = Background.run(() -> segue.upgrade("head"))) {
            assertThat(reason(segue)).isEqualTo("replica r1 is not connected");
            assertThat(database.text("SELECT count(twice) FROM item")).isEqualTo("0");

            try (Receiver replica = Receiver.of(database, "r1")) {
                replica.tell(LogSequenceNumber.valueOf(database.text("SELECT pg_current_wal_flush_lsn()")));
                upgrade.await();
            }
        }

        assertThat(database.text("SELECT count(*) FROM item WHERE twice = n * 2"))
                .isEqualTo("20000");
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedBeforeAnythingIsDone() {
        assertThat(Problems.of(() -> filling("pause-when=lagg>5s")).code().code())
                .isEqualTo("TH101");
    }

    private Segue filling(String restraint) {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL, twice int)",
                "INSERT INTO item SELECT i, i FROM generate_series(1, 20000) AS i");
        Revisions revisions =
                Revisions.in(folder).add("-- segue:value n * 2\nALTER TABLE item ALTER COLUMN twice SET NOT NULL;");
        return database.segue(revisions.folder())
                .smallTables(0, 0)
                .backfills(new FillSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(restraint),
                        Optional.empty(),
                        Optional.empty()))
                .build();
    }

    /** What everyone is told who asks how it goes. */
    private static String reason(Segue segue) {
        return eventually(() -> waitsFor(segue), Optional::isPresent)
                .orElseThrow(() -> new AssertionError("it never waited"));
    }

    private static Optional<String> waitsFor(Segue segue) {
        return segue.backfills().list().stream()
                .findFirst()
                .flatMap(Job::waitsFor)
                .filter(told -> !told.startsWith("it is being looked"));
    }
}
