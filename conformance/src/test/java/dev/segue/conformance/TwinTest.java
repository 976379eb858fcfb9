package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two databases that are alike one is changed plainly, the other in phases: they end up alike again. Taken back, before
 * the contraction or behind it, the second is what it was.
 */
@ExtendWith(TestServer.Shared.class)
class TwinTest {

    private static final String[] SHOP = {
        "CREATE TABLE shop (id int PRIMARY KEY)",
        "CREATE TABLE sale (at date NOT NULL, shop int REFERENCES shop ON DELETE CASCADE, kind text, amount int)"
                + " PARTITION BY RANGE (at)",
        "CREATE TABLE sale_2025 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "CREATE TABLE sale_rest PARTITION OF sale DEFAULT PARTITION BY RANGE (at)",
        "CREATE TABLE sale_late PARTITION OF sale_rest DEFAULT",
        "CREATE INDEX sale_kind ON sale (kind)",
        "CREATE TABLE visit (LIKE sale) PARTITION BY RANGE (at)",
        "CREATE TABLE visit_2025 PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "ALTER TABLE visit ADD FOREIGN KEY (shop) REFERENCES shop",
        "CREATE INDEX visit_kind ON visit (kind)",
        "CREATE TABLE item (id int PRIMARY KEY, name text DEFAULT 'none' NOT NULL, word text, size int, price int,"
                + " shop int CONSTRAINT item_shop REFERENCES shop)",
        "CREATE INDEX item_size ON item (size)",
        "CREATE TABLE ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop int)",
        "CREATE INDEX ticket_shop ON ticket (shop)",
        "ALTER TABLE ticket ADD CONSTRAINT ticket_shop_key FOREIGN KEY (shop) REFERENCES shop",
        "INSERT INTO shop SELECT generate_series(1, 20)",
        "INSERT INTO sale SELECT date '2025-06-01' + i * 30, i, 'kind ' || i, i FROM generate_series(1, 20) i",
        "INSERT INTO visit SELECT date '2025-06-01' + i, i, 'kind ' || i, i FROM generate_series(1, 20) i",
        "INSERT INTO item SELECT i, 'item ' || i, 'word', i, i, i FROM generate_series(1, 20) i",
        "UPDATE item SET word = 'never' WHERE id = 7",
        "ALTER TABLE item ADD CONSTRAINT polite CHECK (word <> 'never') NOT VALID",
        "INSERT INTO ticket (shop) SELECT generate_series(1, 20)",
        "ANALYZE",
    };

    /** By columns that do not depend on their order, and without those that wait in the trash. */
    private static final String ROWS = """
            SELECT to_jsonb(t) - coalesce((
                SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = t.tableoid AND attname ~ '^segue_trash'), '{}')
            FROM %s AS t
            ORDER BY 1
            """;

    private final TestDatabase template;
    private final TestDatabase plain;
    private final TestDatabase phased;
    private final Revisions revisions;

    TwinTest(TestServer server, @TempDir Path folder) {
        this.template = server.database();
        template.execute(SHOP);
        this.plain = server.copyOf(template);
        this.phased = server.copyOf(template);
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void isAlike() {
        assertThat(picture(plain)).isEqualTo(picture(phased));
    }

    @AfterEach
    void drop() {
        phased.close();
        plain.close();
        template.close();
    }

    @Test
    void columnsOfPartitionedTablesWithKeysAndIndexes() {
        bothWays("""
                ALTER TABLE sale RENAME COLUMN shop TO place;
                ALTER TABLE sale ALTER COLUMN kind TYPE varchar(30);
                ALTER TABLE visit DROP COLUMN shop, DROP COLUMN kind;
                """, """
                ALTER TABLE visit ADD COLUMN kind text, ADD COLUMN shop int REFERENCES shop;
                CREATE INDEX visit_kind ON visit (kind);
                ALTER TABLE sale ALTER COLUMN kind TYPE text;
                ALTER TABLE sale RENAME COLUMN place TO shop;
                """);
    }

    @Test
    void columnsThatArePartOfLongerStatements() {
        bothWays("""
                ALTER TABLE item ADD COLUMN extra int, DROP COLUMN word, DROP COLUMN size,
                  ALTER COLUMN name DROP NOT NULL, ALTER COLUMN name DROP DEFAULT;
                ALTER TABLE ticket ALTER COLUMN id DROP IDENTITY;
                ALTER TABLE shop ADD COLUMN number serial;
                """, """
                ALTER TABLE shop DROP COLUMN number;
                ALTER TABLE ticket ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START 21);
                ALTER TABLE item ALTER COLUMN name SET DEFAULT 'none', ALTER COLUMN name SET NOT NULL;
                ALTER TABLE item ADD COLUMN word text;
                ALTER TABLE item ADD COLUMN size int;
                CREATE INDEX item_size ON item (size);
                ALTER TABLE item DROP COLUMN extra;
                """);
    }

    @Test
    void tablesWhoseDowngradeIsWrittenOutInFull() {
        bothWays("""
                DROP TABLE ticket, visit;
                DROP TABLE sale_2025;
                """, """
                CREATE TABLE sale_2025 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE visit (at date NOT NULL, shop int, kind text, amount int) PARTITION BY RANGE (at);
                CREATE TABLE visit_2025 PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE INDEX visit_kind ON visit (kind);
                CREATE TABLE ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop int);
                CREATE INDEX ticket_shop ON ticket (shop);
                ALTER TABLE ticket ADD CONSTRAINT ticket_shop_key FOREIGN KEY (shop) REFERENCES shop;
                """);
    }

    @Test
    void whatOnlyOnePartitionHasIsNotLostWithoutAWord() {
        phased.execute("CREATE INDEX only_here ON sale_2025 (amount)");
        revisions.add("ALTER TABLE sale RENAME COLUMN amount TO cents;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.text()).contains("no partition of", "index only_here");
        assertThat(phased.text("SELECT count(*) FROM pg_attribute WHERE attname = 'cents'"))
                .isEqualTo("0");
    }

    @Test
    void aColumnThatOnePartitionIsDividedByIsNotReplaced() {
        phased.execute("CREATE TABLE sale_2027 PARTITION OF sale FOR VALUES FROM ('2027-06-01') TO ('2028-01-01')"
                + " PARTITION BY LIST (amount)");
        revisions.add("ALTER TABLE sale RENAME COLUMN amount TO cents;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.text()).contains("the partition key of sale_2027");
    }

    @Test
    void thePrimaryKeyOfAPartitionedTableIsNotReplaced() {
        phased.execute("CREATE TABLE log (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)");
        revisions.add("ALTER TABLE log ALTER COLUMN id TYPE bigint;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("SH102");
    }

    @Test
    void aTableWithHeirsIsNotTakenFromThem() {
        phased.execute("CREATE TABLE heir () INHERITS (item)");
        revisions.add("DROP TABLE item CASCADE;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC108");
        assertThat(problem.headline()).isEqualTo("table public.item hands its columns down to public.heir");
    }

    private void bothWays(String upgrade, String downgrade) {
        List<String> before = picture(phased);
        plain.execute(upgrade);
        revisions.add(upgrade, downgrade);

        segue().upgrade("head");
        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(picture(phased)).as("taken back before the contraction").isEqualTo(before);

        segue().upgrade("head");
        segue().contract(List.of());
        assertThat(picture(phased)).as("contracted").isEqualTo(picture(plain));

        segue().downgrade("base");
        segue().contract(List.of());
        assertThat(picture(phased)).as("taken back behind the contraction").isEqualTo(before);
    }

    private static List<String> picture(TestDatabase database) {
        List<String> lines = new ArrayList<>(Change.catalogOf(database));
        database.lines("SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p')"
                        + " AND relnamespace = 'public'::regnamespace ORDER BY 1")
                .forEach(table -> database.lines(ROWS.formatted(table)).forEach(row -> lines.add(table + " " + row)));
        return lines;
    }

    private Segue segue() {
        return phased.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build();
    }
}
