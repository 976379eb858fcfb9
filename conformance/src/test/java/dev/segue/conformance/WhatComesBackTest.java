package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Catalogue;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is dropped and comes back is what it was, with all that was said, set and granted about it, although a downgrade
 * says no word of that.
 */
@ExtendWith(TestServer.Shared.class)
class WhatComesBackTest {

    private static final String[] SHOP = {
        "DROP ROLE IF EXISTS auditor, clerk",
        "CREATE ROLE auditor",
        "CREATE ROLE clerk",
        "ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO auditor",
        "ALTER DEFAULT PRIVILEGES GRANT UPDATE ON SEQUENCES TO auditor",
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        "CREATE TYPE mood AS ENUM ('sad', 'calm')",
        "COMMENT ON TYPE mood IS 'how it is'",
        "ALTER TYPE mood OWNER TO clerk",
        "CREATE SEQUENCE tickets START 5 INCREMENT 3 CACHE 7",
        "COMMENT ON SEQUENCE tickets IS 'at the counter'",
        "SELECT setval('tickets', 71)",
        "GRANT USAGE ON SEQUENCE tickets TO auditor WITH GRANT OPTION",
        "CREATE TABLE brand (code text PRIMARY KEY)",
        "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text DEFAULT 'none' NOT NULL,"
                + " shelf int, number serial, mood mood,"
                + " CONSTRAINT short CHECK (length(code) < 30 OR shelf > 3),"
                + " CONSTRAINT once UNIQUE (code, shelf) WITH (fillfactor = 60),"
                + " CONSTRAINT apart EXCLUDE USING gist (code WITH =, shelf WITH =) WHERE (shelf > 100),"
                + " CONSTRAINT of_brand FOREIGN KEY (code) REFERENCES brand ON DELETE CASCADE,"
                + " CONSTRAINT also_of_brand FOREIGN KEY (code) REFERENCES brand)",
        "CREATE TABLE part (id int PRIMARY KEY, item_id int,"
                + " CONSTRAINT of_item FOREIGN KEY (item_id) REFERENCES item DEFERRABLE INITIALLY DEFERRED)",
        "ALTER TABLE item ALTER COLUMN code SET STATISTICS 500, ALTER COLUMN code SET STORAGE EXTERNAL,"
                + " ALTER COLUMN code SET COMPRESSION pglz, ALTER COLUMN code SET (n_distinct = -0.5)",
        "COMMENT ON TABLE item IS 'all of them'",
        "COMMENT ON COLUMN item.code IS E'what it\\nis called'",
        "COMMENT ON SEQUENCE item_number_seq IS 'counts'",
        "GRANT SELECT ON SEQUENCE item_number_seq TO auditor WITH GRANT OPTION",
        "CREATE UNIQUE INDEX item_code ON item (code)",
        "CREATE UNIQUE INDEX item_open ON item (lower(code)) INCLUDE (shelf) WHERE code <> 'closed'",
        "CREATE INDEX item_pattern ON item (code text_pattern_ops, shelf DESC NULLS LAST) WITH (fillfactor = 70)",
        "CREATE INDEX item_words ON item USING gin (to_tsvector('simple', code)) WITH (fastupdate = off)",
        "COMMENT ON INDEX item_code IS 'it''s for $segue$ and $restore$ %s {x}'",
        "COMMENT ON INDEX once IS 'the index of a constraint'",
        "COMMENT ON CONSTRAINT short ON item IS 'or on a high shelf'",
        "COMMENT ON CONSTRAINT once ON item IS 'one on each shelf'",
        "COMMENT ON CONSTRAINT apart ON item IS 'not too near'",
        "COMMENT ON CONSTRAINT of_brand ON item IS 'whose it is'",
        "COMMENT ON CONSTRAINT also_of_brand ON item IS 'once more'",
        "COMMENT ON CONSTRAINT of_item ON part IS 'what it is of'",
        "COMMENT ON CONSTRAINT item_pkey ON item IS 'the key'",
        "ALTER INDEX item_words ALTER COLUMN 1 SET STATISTICS 50",
        "ALTER TABLE item CLUSTER ON item_pattern",
        "ALTER TABLE item REPLICA IDENTITY USING INDEX item_code",
        "CREATE STATISTICS item_facts (ndistinct, mcv) ON shelf, code FROM item",
        "CREATE STATISTICS item_length ON length(code), shelf FROM item",
        "ALTER STATISTICS item_facts SET STATISTICS 77",
        "COMMENT ON STATISTICS item_facts IS 'they go together'",
        "CREATE PUBLICATION shelves FOR TABLE item",
        "GRANT SELECT ON item TO auditor WITH GRANT OPTION",
        "GRANT SELECT (code), UPDATE (code) ON item TO PUBLIC",
        "GRANT REFERENCES (code) ON item TO auditor WITH GRANT OPTION",
    };

    private static final String[] SINCE_15 = {
        "ALTER PUBLICATION shelves SET TABLE item (id, code) WHERE (code <> 'secret')",
        "DROP TABLESPACE IF EXISTS fast",
        "SET allow_in_place_tablespaces = on",
        "CREATE TABLESPACE fast LOCATION ''",
        "ALTER INDEX item_open SET TABLESPACE fast",
    };

    private static final String[] RULES = {
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER watch AFTER UPDATE OF shelf ON item FOR EACH ROW EXECUTE FUNCTION noted()",
        "CREATE TRIGGER changed AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION noted()",
        "CREATE TRIGGER copied AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION noted()",
        "ALTER TABLE item DISABLE TRIGGER watch",
        "ALTER TABLE item ENABLE ALWAYS TRIGGER changed",
        "ALTER TABLE item ENABLE REPLICA TRIGGER copied",
        "COMMENT ON TRIGGER watch ON item IS 'asleep'",
        "ALTER TABLE item ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "CREATE POLICY own ON item AS RESTRICTIVE FOR UPDATE TO auditor USING (shelf > 3) WITH CHECK (shelf > 4)",
        "COMMENT ON POLICY own ON item IS 'mine'",
        "CREATE RULE quietly AS ON DELETE TO item WHERE OLD.shelf = 7 DO INSTEAD NOTHING",
        "ALTER TABLE item DISABLE RULE quietly",
        "COMMENT ON RULE quietly ON item IS 'sssh'",
        "ALTER TABLE item OWNER TO clerk",
    };

    private static final String[] VIEWS = {
        "CREATE VIEW codes WITH (security_barrier = true, check_option = local) AS"
                + " SELECT shelf, code, id AS number FROM item WHERE code <> ''::text",
        "ALTER VIEW codes ALTER COLUMN number SET DEFAULT 7",
        "COMMENT ON VIEW codes IS 'it''s all'",
        "COMMENT ON COLUMN codes.code IS 'louder'",
        "GRANT SELECT ON codes TO PUBLIC",
        "GRANT SELECT (code), INSERT ON codes TO auditor WITH GRANT OPTION",
        "ALTER VIEW codes OWNER TO clerk",
        "CREATE MATERIALIZED VIEW kept AS SELECT shelf, count(*) AS number FROM item GROUP BY shelf",
        "COMMENT ON MATERIALIZED VIEW kept IS 'how many'",
        "GRANT SELECT ON kept TO PUBLIC",
    };

    private final Path folder;

    WhatComesBackTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> isWhatItWas(TestServer server) {
        return Stream.of(
                back(
                        server,
                        "a column",
                        with(SHOP, RULES),
                        "ALTER TABLE item DROP COLUMN code;",
                        "ALTER TABLE item ADD COLUMN code text DEFAULT 'none' NOT NULL;"),
                back(
                        server,
                        "a column with a sequence",
                        with(SHOP, RULES),
                        "ALTER TABLE item DROP COLUMN number;",
                        "ALTER TABLE item ADD COLUMN number serial;"),
                back(
                        server,
                        "a table",
                        with(SHOP, RULES),
                        "DROP TABLE item CASCADE;",
                        "CREATE TABLE item (id int PRIMARY KEY);"),
                back(
                        server,
                        "a check",
                        SHOP,
                        "ALTER TABLE item DROP CONSTRAINT short;",
                        "ALTER TABLE item ADD CONSTRAINT short CHECK (length(code) < 30 OR shelf > 3);"),
                back(
                        server,
                        "a unique constraint",
                        SHOP,
                        "ALTER TABLE item DROP CONSTRAINT once;",
                        "ALTER TABLE item ADD CONSTRAINT once UNIQUE (code, shelf) WITH (fillfactor = 60);"),
                back(
                        server,
                        "a foreign key",
                        SHOP,
                        "ALTER TABLE item DROP CONSTRAINT also_of_brand;",
                        "ALTER TABLE item ADD CONSTRAINT also_of_brand FOREIGN KEY (code) REFERENCES brand;"),
                back(
                        server,
                        "a foreign key that deletes",
                        SHOP,
                        "ALTER TABLE item DROP CONSTRAINT of_brand;",
                        "ALTER TABLE item ADD CONSTRAINT of_brand FOREIGN KEY (code) REFERENCES brand ON DELETE CASCADE;"),
                back(
                        server,
                        "an index that identifies rows",
                        SHOP,
                        "DROP INDEX item_code;",
                        "CREATE UNIQUE INDEX item_code ON item (code);"),
                back(
                        server,
                        "an index over an expression",
                        SHOP,
                        "DROP INDEX item_words;",
                        "CREATE INDEX item_words ON item USING gin (to_tsvector('simple', code)) WITH (fastupdate = off);"),
                back(
                        server,
                        "an index that orders rows",
                        SHOP,
                        "DROP INDEX item_pattern;",
                        "CREATE INDEX item_pattern ON item (code text_pattern_ops, shelf DESC NULLS LAST) WITH (fillfactor = 70);"),
                back(
                        server,
                        "another type",
                        with(with(SHOP, RULES), VIEWS),
                        "ALTER TABLE item ALTER COLUMN code TYPE varchar(90);",
                        "ALTER TABLE item ALTER COLUMN code TYPE text;"),
                back(
                        server,
                        "another type of a number",
                        with(SHOP, RULES),
                        "ALTER TABLE part ALTER COLUMN item_id TYPE bigint;",
                        "ALTER TABLE part ALTER COLUMN item_id TYPE int;"),
                back(
                        server,
                        "another name",
                        with(SHOP, RULES),
                        "ALTER TABLE item RENAME COLUMN code TO label;",
                        "ALTER TABLE item RENAME COLUMN label TO code;"),
                back(
                        server,
                        "a view",
                        with(SHOP, VIEWS),
                        "DROP VIEW codes;",
                        "CREATE VIEW codes WITH (security_barrier = true, check_option = local) AS SELECT shelf, code, id AS number FROM item WHERE code <> ''::text;"),
                back(
                        server,
                        "a materialized view",
                        with(SHOP, VIEWS),
                        "DROP MATERIALIZED VIEW kept;",
                        "CREATE MATERIALIZED VIEW kept AS SELECT shelf, count(*) AS number FROM item GROUP BY shelf;"),
                back(
                        server,
                        "a view and the column that it shows",
                        with(SHOP, VIEWS),
                        "DROP VIEW codes; ALTER TABLE item DROP COLUMN code;",
                        "ALTER TABLE item ADD COLUMN code text DEFAULT 'none' NOT NULL; CREATE VIEW codes WITH (security_barrier = true, check_option = local) AS SELECT shelf, code, id AS number FROM item WHERE code <> ''::text;"),
                back(
                        server,
                        "a sequence",
                        SHOP,
                        "DROP SEQUENCE tickets;",
                        "CREATE SEQUENCE tickets START 5 INCREMENT 3 CACHE 7;"),
                back(
                        server,
                        "a type with its column",
                        SHOP,
                        "ALTER TABLE item DROP COLUMN mood; DROP TYPE mood;",
                        "CREATE TYPE mood AS ENUM ('sad', 'calm'); ALTER TABLE item ADD COLUMN mood mood;"));
    }

    private DynamicTest back(TestServer server, String name, String[] before, String upgrade, String downgrade) {
        return DynamicTest.dynamicTest(name, () -> {
            try (TestDatabase database = server.database()) {
                database.execute(before);
                if (server.embedded().version() >= 15) {
                    database.execute(SINCE_15);
                }
                List<String> untouched = Catalogue.of(database);
                Revisions revisions = Revisions.in(folder).add(upgrade, downgrade);
                Segue segue = database.segue(revisions.folder())
                        .rollout(Rollout.PHASED)
                        .smallTables(1_000, Long.MAX_VALUE)
                        .build();

                segue.upgrade("head");
                segue.downgrade("base");
                List<String> calledOff = Catalogue.of(database);
                segue.upgrade("head");
                segue.contract(List.of());
                List<String> dropped = Catalogue.of(database);
                segue.downgrade("base");
                segue.contract(List.of());

                assertThat(dropped).isNotEqualTo(untouched);
                assertThat(difference(untouched, calledOff)).as("called off").isEmpty();
                assertThat(difference(untouched, Catalogue.of(database))).isEmpty();
            }
        });
    }

    private static List<String> difference(List<String> expected, List<String> seen) {
        List<String> lines = new ArrayList<>();
        expected.stream().filter(line -> !seen.contains(line)).forEach(line -> lines.add("- " + line));
        seen.stream().filter(line -> !expected.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    private static String[] with(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
