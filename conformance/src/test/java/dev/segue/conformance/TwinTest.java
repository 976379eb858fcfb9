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
    void aDefaultThatMakesRoomForAnIdentity() {
        inBoth("ALTER TABLE item ALTER price SET DEFAULT 5, ALTER price SET NOT NULL");

        bothWays(
                "ALTER TABLE item ALTER price DROP DEFAULT, ALTER price ADD GENERATED ALWAYS AS IDENTITY;",
                "ALTER TABLE item ALTER price DROP IDENTITY, ALTER price SET DEFAULT 5;");
    }

    @Test
    void anIdentityWaitsForNotNull() {
        revisions.add("ALTER TABLE item ALTER price SET NOT NULL, ALTER price ADD GENERATED ALWAYS AS IDENTITY;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL106");
        assertThat(problem.headline()).contains("column item.price may hold NULL until the contract phase");
    }

    @Test
    void defaultsAndIdentitiesThatAreTakenAwayAndGivenAnew() {
        bothWays("""
                ALTER TABLE item ALTER name DROP DEFAULT, ALTER name TYPE text, ALTER name SET DEFAULT 'other', ADD COLUMN more int;
                ALTER TABLE ticket ALTER id DROP IDENTITY;
                ALTER TABLE ticket ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 100);
                """, """
                ALTER TABLE ticket ALTER id DROP IDENTITY;
                ALTER TABLE ticket ALTER id ADD GENERATED ALWAYS AS IDENTITY;
                ALTER TABLE item DROP COLUMN more, ALTER name DROP DEFAULT;
                ALTER TABLE item ALTER name SET DEFAULT 'none';
                """);
    }

    @Test
    void anIdentityThatMakesRoomForAPlainDefault() {
        bothWays(
                "ALTER TABLE ticket ALTER id DROP IDENTITY, ALTER id SET DEFAULT 5;",
                "ALTER TABLE ticket ALTER id DROP DEFAULT, ALTER id ADD GENERATED ALWAYS AS IDENTITY;");
    }

    @Test
    void numbersGoOnWhereTheSequenceBeforeHasComeTo() {
        phased.execute(
                "CREATE TABLE queue (id serial PRIMARY KEY, word text)",
                "INSERT INTO queue (word) SELECT 'old' FROM generate_series(1, 30)");
        revisions.add("""
                ALTER TABLE queue ALTER id DROP DEFAULT;
                DROP SEQUENCE queue_id_seq;
                ALTER TABLE queue ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;
                """, """
                CREATE SEQUENCE queue_id_seq OWNED BY queue.id;
                ALTER TABLE queue ALTER id DROP IDENTITY, ALTER id SET DEFAULT nextval('queue_id_seq');
                """);

        segue().upgrade("head");
        phased.execute("INSERT INTO queue (word) SELECT 'expanded' FROM generate_series(1, 3)");
        segue().downgrade("base");
        phased.execute("INSERT INTO queue (word) SELECT 'back' FROM generate_series(1, 3)");
        segue().upgrade("head");
        segue().contract(List.of());
        phased.execute("INSERT INTO queue (word) SELECT 'contracted' FROM generate_series(1, 3)");
        segue().downgrade("base");
        segue().contract(List.of());
        phased.execute("INSERT INTO queue (word) SELECT 'down' FROM generate_series(1, 3)");

        assertThat(phased.lines("SELECT word FROM queue WHERE id > 30 ORDER BY id"))
                .containsExactly(
                        "expanded",
                        "expanded",
                        "expanded",
                        "back",
                        "back",
                        "back",
                        "contracted",
                        "contracted",
                        "contracted",
                        "down",
                        "down",
                        "down");
    }

    @Test
    void aDefaultOfAnotherRevisionThatIsStillToGoIsWaitedFor() {
        revisions.add("ALTER TABLE item ALTER name DROP DEFAULT;", "ALTER TABLE item ALTER name SET DEFAULT 'none';");
        revisions.add("ALTER TABLE item ALTER name SET DEFAULT 'other';");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL106");
        assertThat(problem.headline()).contains("column item.name keeps its default until the contract phase");
        segue().upgrade(revisions.id(1));
        segue().contract(List.of());
        segue().upgrade("head");
        assertThat(phased.text("SELECT column_default FROM information_schema.columns"
                        + " WHERE table_name = 'item' AND column_name = 'name'"))
                .isEqualTo("'other'::text");
    }

    @Test
    void defaultsOfAPartitionedTableAlone() {
        inBoth("ALTER TABLE sale ALTER amount SET DEFAULT 1");

        bothWays(
                "ALTER TABLE ONLY sale ALTER amount DROP DEFAULT, ALTER kind SET DEFAULT 'usual';",
                "ALTER TABLE ONLY sale ALTER kind DROP DEFAULT, ALTER amount SET DEFAULT 1;");
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
    void aPartitionThatMakesRoomForOthersOfItsRows() {
        inBoth(
                "CREATE TABLE visit_late PARTITION OF visit DEFAULT",
                "CREATE TABLE visit_next (LIKE visit)",
                "CREATE INDEX visit_next_kind_idx ON visit_next (kind)",
                "ALTER TABLE visit_next ADD CONSTRAINT visit_shop_fkey FOREIGN KEY (shop) REFERENCES shop",
                "INSERT INTO visit SELECT date '2026-01-01' + i, i, 'late', i FROM generate_series(1, 20) i",
                "ANALYZE");

        bothWays("""
                ALTER TABLE visit DETACH PARTITION visit_late;
                ALTER TABLE visit ATTACH PARTITION visit_next FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                ALTER TABLE visit DETACH PARTITION visit_2025;
                CREATE TABLE visit_early PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
                CREATE TABLE visit_later PARTITION OF visit FOR VALUES FROM ('2025-07-01') TO ('2026-01-01');
                """, """
                DROP TABLE visit_later, visit_early;
                ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                ALTER TABLE visit DETACH PARTITION visit_next;
                ALTER TABLE visit ATTACH PARTITION visit_late DEFAULT;
                """);
    }

    @Test
    void aPartitionBringsTheForeignKeyOfItsTableAlong() {
        inBoth(
                "CREATE TABLE visit_next (LIKE visit)",
                "CREATE INDEX visit_next_kind_idx ON visit_next (kind)",
                "INSERT INTO visit_next SELECT date '2026-01-01' + i, i, 'next', i FROM generate_series(1, 20) i",
                "ANALYZE");

        bothWays(
                "ALTER TABLE visit ATTACH PARTITION visit_next FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                "ALTER TABLE visit DETACH PARTITION visit_next;"
                        + " ALTER TABLE visit_next DROP CONSTRAINT IF EXISTS visit_shop_fkey;");
    }

    @Test
    void aPartitionOfAPartitionForTheRestTakesOtherRows() {
        inBoth(
                "CREATE TABLE sale_2028 PARTITION OF sale_rest FOR VALUES FROM ('2028-01-01') TO ('2028-07-01')",
                "CREATE TABLE sale_far (LIKE sale)",
                "CREATE INDEX sale_far_kind_idx ON sale_far (kind)",
                "ALTER TABLE sale_far ADD CONSTRAINT sale_shop_fkey FOREIGN KEY (shop) REFERENCES shop ON DELETE CASCADE",
                "INSERT INTO sale_far SELECT date '2029-01-01' + i, i, 'far', i FROM generate_series(1, 20) i",
                "ANALYZE");

        bothWays("""
                ALTER TABLE sale_rest DETACH PARTITION sale_2028;
                ALTER TABLE sale_rest ATTACH PARTITION sale_2028 FOR VALUES FROM ('2028-01-01') TO ('2028-10-01');
                ALTER TABLE sale_rest ATTACH PARTITION sale_far FOR VALUES FROM ('2029-01-01') TO ('2029-12-01');
                """, """
                ALTER TABLE sale_rest DETACH PARTITION sale_far;
                ALTER TABLE sale_rest DETACH PARTITION sale_2028;
                ALTER TABLE sale_rest ATTACH PARTITION sale_2028 FOR VALUES FROM ('2028-01-01') TO ('2028-07-01');
                """);
    }

    @Test
    void aPartitionThatGoesLosesWhatItHadFromItsTableAfterwards() {
        bothWays("""
                ALTER TABLE visit DETACH PARTITION visit_2025;
                ALTER TABLE visit_2025 DROP CONSTRAINT visit_shop_fkey, ALTER at DROP NOT NULL;
                DROP INDEX visit_2025_kind_idx;
                CREATE TABLE visit_early PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
                """, """
                DROP TABLE visit_early;
                ALTER TABLE visit_2025 ALTER at SET NOT NULL;
                CREATE INDEX visit_2025_kind_idx ON visit_2025 (kind);
                ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                """);
    }

    @Test
    void aColumnThatRefersToAnotherTextKeepsItsType() {
        inBoth(
                "CREATE TABLE country (code text PRIMARY KEY)",
                "CREATE TABLE city (id int, country text CONSTRAINT city_country REFERENCES country)",
                "INSERT INTO country SELECT 'c' || i FROM generate_series(1, 20) i",
                "INSERT INTO city SELECT i, 'c' || i FROM generate_series(1, 20) i",
                "ANALYZE");

        bothWays("ALTER TABLE country ALTER code TYPE varchar(10);", "ALTER TABLE country ALTER code TYPE text;");
    }

    @Test
    void bothEndsOfAForeignKeyMayBeAskedToChangeTheirType() {
        inBoth(
                "CREATE TABLE country (id int PRIMARY KEY)",
                "CREATE TABLE city (id int PRIMARY KEY, country int CONSTRAINT city_country REFERENCES country)",
                "INSERT INTO country SELECT generate_series(1, 20)",
                "INSERT INTO city SELECT i, i FROM generate_series(1, 20) i",
                "ANALYZE");

        bothWays(
                "ALTER TABLE country ALTER id TYPE bigint; ALTER TABLE city ALTER country TYPE bigint;",
                "ALTER TABLE country ALTER id TYPE int; ALTER TABLE city ALTER country TYPE int;");
    }

    @Test
    void commentsOnWhatComesOnlyWithTheRows() {
        inBoth("COMMENT ON CONSTRAINT ticket_shop_key ON ticket IS 'where'");

        bothWays("""
                DROP TABLE ticket;
                ALTER TABLE item ADD CONSTRAINT dear CHECK (price > 0);
                COMMENT ON CONSTRAINT dear ON item IS 'not for nothing';
                """, """
                COMMENT ON CONSTRAINT dear ON item IS NULL;
                ALTER TABLE item DROP CONSTRAINT dear;
                CREATE TABLE ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop int);
                CREATE INDEX ticket_shop ON ticket (shop);
                ALTER TABLE ticket ADD CONSTRAINT ticket_shop_key FOREIGN KEY (shop) REFERENCES shop;
                COMMENT ON CONSTRAINT ticket_shop_key ON ticket IS 'where';
                """);

        assertThat(phased.text("SELECT obj_description(oid) FROM pg_constraint WHERE conname = 'ticket_shop_key'"))
                .isEqualTo("where");
    }

    @Test
    void aPartitionOfOtherRowsIsThereAtOnce() {
        revisions.add("ALTER TABLE visit DETACH PARTITION visit_2025;"
                + " CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');");

        segue().upgrade("head");

        assertThat(phased.lines("SELECT inhrelid::regclass::text FROM pg_inherits"
                        + " WHERE inhparent = 'visit'::regclass ORDER BY 1"))
                .containsExactly("visit_2025", "visit_2026");
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

    private void inBoth(String... statements) {
        plain.execute(statements);
        phased.execute(statements);
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
