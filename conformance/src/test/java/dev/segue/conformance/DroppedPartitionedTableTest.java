package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.Segue;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A partitioned table is dropped by a revision that is about nothing else, and comes back with its partitions, in whichever
 * words its downgrade is written.
 */
@ExtendWith(TestServer.Shared.class)
class DroppedPartitionedTableTest {

    private final TestDatabase database;
    private final Revisions revisions;

    DroppedPartitionedTableTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
        database.execute(
                "CREATE TABLE sale (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "CREATE TABLE sale_2 PARTITION OF sale FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE INDEX sale_at ON sale (at)",
                "CREATE TABLE part (id int, at date, CONSTRAINT part_of_sale FOREIGN KEY (id, at) REFERENCES sale)",
                "INSERT INTO sale SELECT i, date '2025-01-01' + i FROM generate_series(1, 600) AS i",
                "INSERT INTO part SELECT i, date '2025-01-01' + i FROM generate_series(1, 600) AS i",
                "ANALYZE");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                CREATE TABLE sale (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE sale_2 PARTITION OF sale FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE INDEX sale_at ON sale (at);
                """,
                """
                CREATE TABLE sale (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE sale_2 PARTITION OF sale FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                ALTER TABLE part ADD CONSTRAINT part_of_sale FOREIGN KEY (id, at) REFERENCES sale;
                """,
                """
                CREATE TABLE sale (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
                ALTER TABLE sale ADD PRIMARY KEY (id, at);
                CREATE TABLE sale_1 (id int NOT NULL, at date NOT NULL);
                ALTER TABLE sale_1 ADD PRIMARY KEY (id, at);
                ALTER TABLE ONLY sale ATTACH PARTITION sale_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE INDEX sale_1_at_idx ON sale_1 (at);
                CREATE INDEX sale_at ON ONLY sale (at);
                ALTER INDEX sale_at ATTACH PARTITION sale_1_at_idx;
                """,
            })
    void itComesBackWithItsPartitions(String downgrade) {
        List<String> before = Change.catalogOf(database);
        revisions.add("DROP TABLE sale CASCADE;", downgrade);

        segue().upgrade("head");
        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(Change.catalogOf(database))
                .as("taken back before the contraction")
                .isEqualTo(before);

        segue().upgrade("head");
        segue().contract(List.of());
        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(withoutValidityForEachPartition(Change.catalogOf(database)))
                .as("taken back behind the contraction")
                .isEqualTo(withoutValidityForEachPartition(before));
        assertThat(database.text("SELECT count(*) FROM sale JOIN part USING (id, at)"))
                .isEqualTo("600");
    }

    /** If that changes, the plan and the guide need not say so any more. */
    @Test
    void thePartsOfAKeyToAPartitionedTableCannotBeValidatedBeforePostgresql18() {
        revisions.add("ALTER TABLE part DROP CONSTRAINT part_of_sale;"
                + " ALTER TABLE part ADD CONSTRAINT again FOREIGN KEY (id, at) REFERENCES sale;");

        List<String> steps = segue().planUpgrade("head").revisions().get(0).allSteps().stream()
                .map(Step::summary)
                .toList();
        segue().upgrade("head");

        String unvalidated =
                "SELECT count(*) FROM pg_constraint WHERE conrelid = 'part'::regclass AND NOT convalidated";
        boolean isFirst = database.text("SELECT current_setting('server_version_num')::int < 180000")
                .equals("t");
        assertThat(database.text(unvalidated)).isEqualTo(isFirst ? "2" : "0");
        assertThat(steps.stream().anyMatch(step -> step.contains("which is not said of its parts for partitions")))
                .isEqualTo(isFirst);
        if (isFirst) {
            String part = database.text(
                    "SELECT conname FROM pg_constraint WHERE conrelid = 'part'::regclass AND confrelid = 'sale_1'::regclass");
            assertThatThrownBy(() -> database.execute("ALTER TABLE part VALIDATE CONSTRAINT " + part))
                    .hasMessageContaining("violates foreign key constraint");
        }
    }

    /** Before PostgreSQL 18 that cannot be had without a look at all rows while nobody may write. */
    private static List<String> withoutValidityForEachPartition(List<String> catalog) {
        return catalog.stream()
                .map(line -> line.contains(" on part ") && line.contains("REFERENCES sale_")
                        ? line.replace(" NOT VALID", "").replaceAll(" validated [tf]", "")
                        : line)
                .toList();
    }

    private Segue segue() {
        return database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build();
    }
}
