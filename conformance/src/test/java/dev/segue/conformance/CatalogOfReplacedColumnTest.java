package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Catalogue;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything that hangs on a column hangs on the one that replaces it, asked of the catalog itself. */
@ExtendWith(TestServer.Shared.class)
class CatalogOfReplacedColumnTest {

    private static final String[] SHOP = {
        "DROP ROLE IF EXISTS auditor",
        "CREATE ROLE auditor",
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        "CREATE TABLE brand (code text PRIMARY KEY)",
        "CREATE TABLE item (id int PRIMARY KEY, code text DEFAULT 'none' NOT NULL, shelf int,"
                + " CONSTRAINT short CHECK (length(code) < 30 OR shelf > 3), CHECK (code <> ''),"
                + " CONSTRAINT once UNIQUE (code, shelf) DEFERRABLE, CONSTRAINT key_of_item UNIQUE (code),"
                + " CONSTRAINT of_brand FOREIGN KEY (code) REFERENCES brand ON DELETE CASCADE NOT VALID)",
        "CREATE TABLE part (id int PRIMARY KEY, item_code text,"
                + " CONSTRAINT of_item FOREIGN KEY (item_code) REFERENCES item (code) ON UPDATE CASCADE"
                + " DEFERRABLE INITIALLY DEFERRED)",
        "ALTER TABLE item ALTER COLUMN code SET STATISTICS 500, ALTER COLUMN code SET STORAGE EXTERNAL,"
                + " ALTER COLUMN code SET COMPRESSION pglz",
        "COMMENT ON COLUMN item.code IS E'what it\\nis called'",
        "CREATE UNIQUE INDEX item_code ON item (code)",
        "CREATE UNIQUE INDEX item_open ON item (lower(code)) INCLUDE (shelf) WHERE code <> 'closed'",
        "CREATE INDEX item_pattern ON item (code text_pattern_ops, shelf DESC NULLS LAST) WITH (fillfactor = 70)",
        "CREATE INDEX item_hash ON item USING hash (code)",
        "CREATE INDEX item_words ON item USING gin (to_tsvector('simple', code))",
        "CREATE INDEX item_range ON item USING brin (code)",
        "COMMENT ON INDEX item_hash IS 'for equality'",
        "COMMENT ON CONSTRAINT short ON item IS 'or on a high shelf'",
        "COMMENT ON CONSTRAINT of_brand ON item IS 'whose it is'",
        "COMMENT ON CONSTRAINT of_item ON part IS 'what it is of'",
        "ALTER INDEX item_words ALTER COLUMN 1 SET STATISTICS 50",
        "ALTER TABLE item CLUSTER ON item_pattern",
        "ALTER TABLE item ALTER COLUMN code SET (n_distinct = -0.5)",
        "ALTER TABLE item REPLICA IDENTITY USING INDEX item_code",
        "CREATE STATISTICS item_facts (ndistinct, mcv) ON shelf, code FROM item",
        "CREATE STATISTICS item_length ON length(code), shelf FROM item",
        "ALTER STATISTICS item_facts SET STATISTICS 77",
        "COMMENT ON STATISTICS item_facts IS 'they go together'",
        "CREATE PUBLICATION shelves FOR TABLE item",
        "GRANT SELECT (code), UPDATE (code) ON item TO PUBLIC",
        "GRANT REFERENCES (code) ON item TO auditor WITH GRANT OPTION",
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER watch AFTER UPDATE OF code, shelf ON item FOR EACH ROW EXECUTE FUNCTION noted()",
        "CREATE TRIGGER changed AFTER UPDATE ON item FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code)"
                + " EXECUTE FUNCTION noted()",
        "CREATE CONSTRAINT TRIGGER later AFTER UPDATE OF code ON item DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                + " EXECUTE FUNCTION noted()",
        "ALTER TABLE item DISABLE TRIGGER watch",
        "ALTER TABLE item ENABLE ALWAYS TRIGGER changed",
        "COMMENT ON TRIGGER watch ON item IS 'asleep'",
        "ALTER TABLE item ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON item AS RESTRICTIVE FOR UPDATE TO auditor USING (code = current_user)"
                + " WITH CHECK (code <> 'x' OR shelf IN (SELECT part.id FROM part WHERE part.id = item.shelf))",
        "COMMENT ON POLICY own ON item IS 'mine'",
        "INSERT INTO brand SELECT 'item ' || i FROM generate_series(1, 2000) AS i",
        "INSERT INTO brand VALUES ('none'), ('old'), ('new'), ('newer')",
        "INSERT INTO item SELECT i, 'item ' || i, i % 7 FROM generate_series(1, 2000) AS i",
        "INSERT INTO part SELECT i, 'item ' || i FROM generate_series(1, 100) AS i",
    };

    private static final String EXCLUSION =
            "ALTER TABLE item ADD CONSTRAINT apart EXCLUDE USING gist (code WITH =, shelf WITH =) WHERE (shelf > 100)";

    private static final String[] VIEWS = {
        "CREATE VIEW codes WITH (security_barrier = true, check_option = local) AS"
                + " SELECT shelf, code, id AS number FROM item WHERE code <> ''::text",
        "CREATE VIEW above AS SELECT number, upper(code) AS loud, code FROM codes WHERE shelf > 0",
        "CREATE VIEW aside AS SELECT a.loud, p.id FROM part AS p JOIN above AS a ON p.item_code = a.code",
        "CREATE VIEW elsewhere AS SELECT id, shelf FROM item",
        "ALTER VIEW above ALTER COLUMN number SET DEFAULT 7",
        "COMMENT ON VIEW codes IS 'it''s all'",
        "COMMENT ON COLUMN above.loud IS 'louder'",
        "GRANT SELECT ON codes TO PUBLIC",
        "GRANT SELECT (loud), INSERT ON above TO auditor WITH GRANT OPTION",
        "ALTER VIEW aside OWNER TO auditor",
        "ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO auditor",
        "CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER on_aside INSTEAD OF DELETE ON aside FOR EACH ROW EXECUTE FUNCTION instead()",
        "CREATE RULE quietly AS ON DELETE TO above DO INSTEAD NOTHING",
    };

    private final Path folder;

    CatalogOfReplacedColumnTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> aRenamedColumnKeepsEverything(TestServer shared) {
        return onVersions(shared, server -> {
            boolean hasLists = server.embedded().version() >= 15;
            String[] before = with(
                    SHOP,
                    VIEWS,
                    "CREATE TABLE counted (number serial PRIMARY KEY)",
                    hasLists
                            ? "ALTER PUBLICATION shelves SET TABLE item (id, code) WHERE (code <> 'secret')"
                            : "SELECT");
            String[] after = with(
                    before,
                    new String[0],
                    "ALTER TABLE item RENAME COLUMN code TO label",
                    "ALTER TABLE counted RENAME COLUMN number TO n");
            replaced(
                    server,
                    before,
                    "ALTER TABLE item RENAME COLUMN code TO label; ALTER TABLE counted RENAME COLUMN number TO n;",
                    after);
        });
    }

    /** The twin has the new type from the beginning, because PostgreSQL itself refuses the change. */
    @TestFactory
    Stream<DynamicTest> aColumnOfAnotherTypeKeepsEverything(TestServer shared) {
        String[] before = with(SHOP, VIEWS, "CREATE TABLE counted (number serial PRIMARY KEY)");
        String[] after = Arrays.stream(before)
                .map(statement ->
                        statement.replace("code text DEFAULT 'none'", "code varchar(90) DEFAULT 'none'::text"))
                .map(statement ->
                        statement.replace("number serial", "number bigint DEFAULT nextval('counted_number_seq')"))
                .map(statement -> statement.startsWith("CREATE TABLE counted")
                        ? "CREATE SEQUENCE counted_number_seq; " + statement
                                + "; ALTER SEQUENCE counted_number_seq OWNED BY counted.number"
                        : statement)
                .toArray(String[]::new);
        return onVersions(
                shared,
                server -> replaced(
                        server,
                        before,
                        "ALTER TABLE item ALTER COLUMN code TYPE varchar(90);"
                                + " ALTER TABLE counted ALTER COLUMN number TYPE bigint;",
                        after));
    }

    /** PostgreSQL would set back how it is stored. */
    @TestFactory
    Stream<DynamicTest> aColumnThatGetsItsTypeInPlaceKeepsHowItIsStored(TestServer shared) {
        String[] before = {
            "CREATE TABLE note (id int PRIMARY KEY, \"Body\" varchar(80), more bit varying(8))",
            "ALTER TABLE note ALTER COLUMN \"Body\" SET STORAGE EXTERNAL, ALTER COLUMN \"Body\" SET COMPRESSION pglz,"
                    + " ALTER COLUMN \"Body\" SET STATISTICS 500, ALTER COLUMN \"Body\" SET (n_distinct = -0.5),"
                    + " ALTER COLUMN more SET STORAGE MAIN",
            "COMMENT ON COLUMN note.\"Body\" IS 'what it says'",
            "GRANT SELECT (\"Body\") ON note TO PUBLIC",
            "INSERT INTO note SELECT i, 'note ' || i, B'1' FROM generate_series(1, 2000) AS i",
        };
        String[] after = Arrays.stream(before)
                .map(statement -> statement.replace("varchar(80)", "text").replace("varying(8)", "varying(9)"))
                .toArray(String[]::new);
        return onVersions(shared, server -> {
            for (long smallRows : List.of(0L, 10_000L)) {
                try (TestDatabase twin = server.database();
                        TestDatabase database = server.database()) {
                    twin.execute(after);
                    database.execute(before);
                    String file = database.text("SELECT pg_relation_filenode('note')");

                    segue(
                                    database,
                                    "ALTER TABLE note ALTER COLUMN \"Body\" TYPE text, ALTER COLUMN more TYPE bit varying(9);",
                                    smallRows)
                            .upgrade("head");

                    assertThat(Catalogue.of(database)).containsExactlyElementsOf(Catalogue.of(twin));
                    assertThat(database.text("SELECT pg_relation_filenode('note')"))
                            .as("nothing was written anew")
                            .isEqualTo(file);
                }
            }
        });
    }

    /** Whatever else the revision does: what it holds back until the contraction makes its way back another one. */
    @TestFactory
    Stream<DynamicTest> aTypeThatWasChangedInPlaceIsChangedBack(TestServer shared) {
        return onVersions(shared, server -> {
            try (TestDatabase database = server.database()) {
                database.execute(
                        "CREATE TABLE note (id int PRIMARY KEY, body varchar(80), nick text)",
                        "ALTER TABLE note ALTER COLUMN body SET STORAGE EXTERNAL",
                        "INSERT INTO note SELECT i, 'note ' || i, 'n' FROM generate_series(1, 2000) AS i");
                List<String> untouched = Catalogue.of(database);
                Segue segue = segue(
                        database,
                        "ALTER TABLE note ALTER COLUMN body TYPE text; ALTER TABLE note RENAME COLUMN nick TO alias;",
                        "ALTER TABLE note RENAME COLUMN alias TO nick; ALTER TABLE note ALTER COLUMN body TYPE varchar(80);",
                        0);

                segue.upgrade("head");
                segue.downgrade("base");
                segue.contract(List.of());
                segue.purge(Duration.ZERO);

                assertThat(Catalogue.of(database)).containsExactlyElementsOf(untouched);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatCannotFollowIsNamedBeforeAnythingIsChanged(TestServer shared) {
        String retype = "ALTER TABLE item ALTER COLUMN code TYPE varchar(90);";
        String rename = "ALTER TABLE item RENAME COLUMN code TO label;";
        return onVersions(shared, server -> {
            assertRefused(
                    server,
                    "CREATE MATERIALIZED VIEW kept AS SELECT loud FROM above",
                    retype,
                    "SH101",
                    "materialized view public.kept");
            assertRefused(
                    server,
                    "CREATE FUNCTION loud(above) RETURNS text LANGUAGE sql AS 'SELECT $1.loud'",
                    retype,
                    "VF101",
                    "function loud(above)");
            assertRefused(
                    server,
                    "CREATE POLICY through ON part USING (EXISTS (SELECT FROM item WHERE item.code = item_code))",
                    rename,
                    "VF101",
                    "policy through on table part");
            assertRefused(
                    server,
                    "CREATE RULE noted AS ON UPDATE TO item DO ALSO UPDATE brand SET code = NEW.code WHERE code = OLD.code",
                    retype,
                    "VF101",
                    "rule noted on table item");
            assertRefused(
                    server,
                    "CREATE TRIGGER first BEFORE UPDATE OF code ON item FOR EACH ROW WHEN (OLD.code <> NEW.code)"
                            + " EXECUTE FUNCTION noted()",
                    rename,
                    "SH101",
                    "trigger first");
        });
    }

    @TestFactory
    Stream<DynamicTest> aViewThatCannotTakeTheNewTypeIsFoundOutAtOnce(TestServer shared) {
        return onVersions(shared, server -> {
            try (TestDatabase database = server.database()) {
                database.execute(SHOP);
                database.execute("CREATE VIEW strict AS SELECT id FROM item WHERE shelf = ANY (ARRAY[1, 2])");
                List<String> untouched = Catalogue.of(database);
                Segue segue = segue(
                        database,
                        "-- segue:back 7\nALTER TABLE item ALTER COLUMN shelf TYPE date USING date '2026-01-01' + shelf;");

                Problem problem = Problems.of(() -> segue.upgrade("head"));

                assertThat(problem.text()).contains("date = integer");
                segue.downgrade("base");
                assertThat(Catalogue.of(database)).isEqualTo(untouched);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> bothNamesWakeATriggerOfTheUser(TestServer shared) {
        return onVersions(shared, server -> {
            try (TestDatabase database = server.database()) {
                database.execute(SHOP);
                database.execute(
                        "CREATE OR REPLACE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN INSERT INTO log VALUES (TG_NAME || NEW.id); RETURN NULL; END'",
                        "CREATE TABLE log (line text)",
                        "ALTER TABLE item ENABLE TRIGGER watch");
                Segue segue = segue(database, "ALTER TABLE item RENAME COLUMN code TO label;");
                String take = "DELETE FROM log RETURNING line";

                segue.upgrade("head");
                assertThat(database.lines(take)).isEmpty();
                database.execute("UPDATE item SET code = 'old' WHERE id = 1");
                assertThat(database.lines(take)).containsExactlyInAnyOrder("watch1", "changed1", "later1");
                database.execute("UPDATE item SET label = 'new' WHERE id = 2");
                assertThat(database.lines(take)).containsExactlyInAnyOrder("watch2", "changed2", "later2");
                segue.contract(List.of());
                database.execute(
                        "UPDATE item SET label = 'newer' WHERE id = 2", "UPDATE item SET shelf = shelf WHERE id = 3");
                assertThat(database.lines(take)).containsExactlyInAnyOrder("watch2", "changed2", "later2", "watch3");
            }
        });
    }

    /** Large tables take other ways than small ones, and cannot have an exclusion constraint built. */
    private void replaced(TestServer server, String[] before, String upgrade, String[] after) {
        replaced(server, before, upgrade, after, 0);
        replaced(
                server,
                with(before, new String[0], EXCLUSION),
                upgrade,
                with(after, new String[0], EXCLUSION.replace("code", upgrade.contains("label") ? "label" : "code")),
                10_000);
    }

    private void replaced(TestServer server, String[] before, String upgrade, String[] after, long smallRows) {
        List<String> plain;
        try (TestDatabase twin = server.database()) {
            twin.execute(after);
            plain = Catalogue.of(twin);
        }
        try (TestDatabase database = server.database()) {
            database.execute(before);
            List<String> untouched = Catalogue.of(database);
            Segue segue = segue(database, upgrade, smallRows);

            segue.upgrade("head");
            segue.downgrade("base");
            assertThat(Catalogue.of(database)).containsExactlyElementsOf(untouched);

            segue.upgrade("head");
            segue.contract(List.of());
            assertThat(Catalogue.of(database)).containsExactlyElementsOf(plain);
        }
    }

    private void assertRefused(TestServer server, String before, String upgrade, String code, String name) {
        try (TestDatabase database = server.database()) {
            database.execute(with(SHOP, VIEWS, before));
            List<String> untouched = Catalogue.of(database);

            Problem problem = Problems.of(() -> segue(database, upgrade).upgrade("head"));

            assertThat(problem.code().code()).as(problem.text()).isEqualTo(code);
            assertThat(problem.text() + problem.details()).contains(name);
            assertThat(Catalogue.of(database)).isEqualTo(untouched);
        }
    }

    private Segue segue(TestDatabase database, String upgrade) {
        return segue(database, upgrade, 0);
    }

    private Segue segue(TestDatabase database, String upgrade, long smallRows) {
        return segue(database, upgrade, "-- segue:nothing \"the way back is not told\"", smallRows);
    }

    private Segue segue(TestDatabase database, String upgrade, String downgrade, long smallRows) {
        Revisions revisions = Revisions.in(folder).add(upgrade, downgrade);
        return database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(smallRows, Long.MAX_VALUE)
                .build();
    }

    private static String[] with(String[] first, String[] second, String... more) {
        return Stream.of(first, second, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Stream<DynamicTest> onVersions(TestServer shared, Consumer<TestServer> test) {
        int own = shared.embedded().version();
        IntStream versions = Matrix.isWhole() ? IntStream.rangeClosed(14, 18) : IntStream.of(own);
        return versions.mapToObj(version -> DynamicTest.dynamicTest("PostgreSQL " + version, () -> {
            if (version == own) {
                test.accept(shared);
            } else {
                try (TestServer other = TestServer.of(EmbeddedPostgres.builder()
                        .version(version)
                        .setting("wal_level", "logical")
                        .start())) {
                    test.accept(other);
                }
            }
        }));
    }
}
