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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a partition waits to come or to go, nothing else is begun that counts on where it will be. */
@ExtendWith(TestServer.Shared.class)
class MovingPartitionTest {

    private static final String PARTITIONS =
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'visit'::regclass ORDER BY 1";

    private final TestDatabase database;
    private final Revisions revisions;

    MovingPartitionTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
        database.execute(
                "CREATE TABLE visit (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE visit_2025 PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE TABLE visit_next (LIKE visit)",
                "INSERT INTO visit SELECT i, date '2025-01-01' + i FROM generate_series(1, 600) AS i",
                "ANALYZE");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE visit_early PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');",
                "ALTER TABLE visit ATTACH PARTITION visit_next FOR VALUES FROM ('2025-07-01') TO ('2025-10-01');",
                "CREATE TABLE visit_rest PARTITION OF visit DEFAULT;",
                "ALTER TABLE visit_2025 ADD COLUMN more int;",
                "ALTER TABLE visit_2025 RENAME TO visit_old;",
                "ALTER TABLE visit RENAME TO visits;",
                "DROP TABLE visit_2025;",
                "DROP TABLE visit;",
                "ALTER TABLE visit DETACH PARTITION visit_2025;",
                "ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
            })
    void anotherRevisionThatTakesItsPlaceOrChangesItIsRefusedAtOnce(String statement) {
        revisions.add("ALTER TABLE visit DETACH PARTITION visit_2025;");
        revisions.add(statement);

        assertThatItWaits("visit_2025 stays a partition of public.visit until the contract phase");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE visit ADD COLUMN more int;",
                "CREATE INDEX visit_id ON visit (id);",
                "ALTER TABLE visit ADD CONSTRAINT positive CHECK (id > 0);",
                "ALTER TABLE visit_next ADD COLUMN more int;",
                "DROP TABLE visit_next;",
                "CREATE TABLE visit_2028 PARTITION OF visit FOR VALUES FROM ('2027-06-01') TO ('2028-06-01');",
            })
    void norIsItsNewTableMadeAnotherOneBeforeItHasCome(String statement) {
        revisions.add("""
                ALTER TABLE visit DETACH PARTITION visit_2026;
                ALTER TABLE visit ATTACH PARTITION visit_next FOR VALUES FROM ('2026-01-01') TO ('2028-01-01');
                """);
        revisions.add(statement);

        assertThatItWaits("visit_next becomes a partition of public.visit only in the contract phase");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE visit_2025 ADD COLUMN more int;",
                "ALTER TABLE visit_2025 RENAME TO visit_old;",
            })
    void inItsOwnRevisionItIsNotTakenForATableOfItsOwn(String statement) {
        revisions.add("ALTER TABLE visit DETACH PARTITION visit_2025;" + statement);

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL106");
        assertThat(problem.headline())
                .contains("visit_2025 stays a partition of public.visit until the contract phase");
    }

    @Test
    void partitionsOfOtherRowsDoNotWait() {
        revisions.add("ALTER TABLE visit DETACH PARTITION visit_2025;");
        revisions.add("CREATE TABLE visit_2027 PARTITION OF visit FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');");

        segue().upgrade("head");
        segue().contract(List.of());

        assertThat(database.lines(PARTITIONS)).containsExactly("visit_2026", "visit_2027");
    }

    /** Planned together, or with the first of them waiting already. */
    private void assertThatItWaits(String reason) {
        String first = revisions.id(1);
        Problem together = Problems.of(() -> segue().upgrade("head"));
        segue().upgrade(first);
        Problem afterwards = Problems.of(() -> segue().upgrade("head"));

        assertThat(List.of(together, afterwards)).allSatisfy(problem -> {
            assertThat(problem.code().code()).isEqualTo("PL106");
            assertThat(problem.headline()).contains(" of revision " + first + " is contracted: ", reason);
            assertThat(problem.remedy()).contains("`segue contract " + first + "`");
        });
        assertThat(database.lines(PARTITIONS)).containsExactly("visit_2025", "visit_2026");
        assertThat(segue().status().pending()).hasSize(1);
    }

    private Segue segue() {
        return database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build();
    }
}
