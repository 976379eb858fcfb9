package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.RenameColumn;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that takes the place of another one takes everything along that hung on it. */
@ExtendWith(TestServer.Shared.class)
class ReplacedColumnTest {

    private static final String[] RICH = {
        "CREATE TABLE item (id bigint PRIMARY KEY, code varchar(40) COLLATE \"C\" NOT NULL DEFAULT 'none', shelf int,"
                + " CONSTRAINT short CHECK (length(code) < 30 OR shelf > 3))",
        "ALTER TABLE item ALTER COLUMN code SET STATISTICS 500, ALTER COLUMN code SET STORAGE EXTERNAL",
        "COMMENT ON COLUMN item.code IS E'what it\\nis called'",
        "CREATE UNIQUE INDEX item_code ON item (code)",
        "CREATE INDEX item_pattern ON item USING btree (code text_pattern_ops, shelf DESC NULLS LAST) WITH (fillfactor=70)",
        "CREATE INDEX item_hash ON item USING hash (code)",
        "ALTER TABLE item REPLICA IDENTITY USING INDEX item_code",
        "CREATE STATISTICS item_facts ON id, code FROM item",
        "CREATE PUBLICATION items FOR TABLE item (id, code) WHERE (code <> 'secret')",
        "GRANT SELECT (code), UPDATE (code) ON item TO PUBLIC",
        "INSERT INTO item SELECT i, 'item ' || i, i % 7 FROM generate_series(1, 2000) AS i",
    };

    private static final String[] PARTITIONED = {
        "CREATE TABLE item (id bigint, code text NOT NULL DEFAULT 'none', shelf int, PRIMARY KEY (id, shelf))"
                + " PARTITION BY LIST (shelf)",
        "CREATE TABLE item_1 PARTITION OF item FOR VALUES IN (1)",
        "CREATE TABLE item_other PARTITION OF item DEFAULT",
        "ALTER TABLE item ADD CHECK (code <> '')",
        "INSERT INTO item SELECT i, 'item ' || i, i % 3 FROM generate_series(1, 2000) AS i",
    };

    private final TestServer server;
    private final TestDatabase database;

    ReplacedColumnTest(TestServer server) {
        this.server = server;
        this.database = server.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRenamedColumnHasAllThatItHad(boolean isSmall) {
        List<String> plain = afterPlainly(RICH, "ALTER TABLE item RENAME COLUMN code TO label");
        database.execute(RICH);
        List<String> before = Change.schemaOf(database);
        Change change = Change.seen(database, rename("code", "label"), isSmall);

        change.expandAndMigrate();
        change.retreat();
        assertThat(Change.schemaOf(database)).isEqualTo(before);
        change.expandAndMigrate();
        change.contract();

        assertThat(Change.schemaOf(database)).isEqualTo(plain);
    }

    @Test
    void aColumnOfAnotherTypeHasAllThatItHad() {
        String[] withoutPublication = Arrays.stream(RICH)
                .filter(statement -> !statement.startsWith("CREATE PUBLICATION"))
                .toArray(String[]::new);
        List<String> plain = afterPlainly(
                withoutPublication,
                "ALTER TABLE item ALTER COLUMN code TYPE varchar(35) COLLATE \"C\";"
                        + " ALTER TABLE item ALTER COLUMN code SET STORAGE EXTERNAL");
        database.execute(withoutPublication);
        Change change = Change.seen(database, retype("code", "character varying(35)"), false);

        change.expandAndMigrate();
        change.contract();

        assertThat(Change.schemaOf(database)).isEqualTo(plain);
    }

    @Test
    void partitionsFollowTheirTable() {
        List<String> plain = afterPlainly(PARTITIONED, "ALTER TABLE item RENAME COLUMN code TO label");
        database.execute(PARTITIONED);
        List<String> before = Change.schemaOf(database);
        Change change = Change.seen(database, rename("code", "label"), false);

        change.expandAndMigrate();
        change.retreat();
        assertThat(Change.schemaOf(database)).isEqualTo(before);
        change.expandAndMigrate();
        database.execute(
                "INSERT INTO item (id, shelf, code) VALUES (9001, 1, 'old'), (9002, 2, 'old')",
                "INSERT INTO item_1 (id, shelf, label) VALUES (9003, 1, 'new')",
                "UPDATE item SET shelf = 2 WHERE id = 9001",
                "SET session_replication_role = replica; UPDATE item SET code = 'applied' WHERE id = 9002");
        assertThat(database.lines("SELECT label FROM item WHERE id > 9000 AND label = code ORDER BY id"))
                .containsExactly("old", "applied", "new");
        change.contract();

        assertThat(Change.schemaOf(database)).isEqualTo(plain);
    }

    @Test
    void namesOfFullLengthStayApart() {
        String table = "t".repeat(63);
        String first = "c".repeat(62) + "1";
        String second = "c".repeat(62) + "2";
        database.execute("CREATE TABLE " + table + " (id int PRIMARY KEY, " + first + " text, " + second
                + " text UNIQUE, \"Größe \"\"$segue\"\" \" int)");
        Change one =
                Change.seen(database, new RenameColumn(TableName.of(table), SqlName.of(first), SqlName.of("a")), false);
        Change two = Change.seen(
                database, new RenameColumn(TableName.of(table), SqlName.of(second), SqlName.of("b")), false);

        one.expandAndMigrate();
        two.expandAndMigrate();
        database.execute("INSERT INTO " + table + " (id, " + first + ", b) VALUES (1, 'x', 'y')");

        assertThat(database.text("SELECT a || " + second + " FROM " + table)).isEqualTo("xy");
        one.contract();
        two.contract();
        assertThat(database.text("SELECT a || b FROM " + table)).isEqualTo("xy");
    }

    private List<String> afterPlainly(String[] tables, String change) {
        try (TestDatabase twin = server.database()) {
            twin.execute(tables);
            twin.execute(change);
            return Change.schemaOf(twin);
        }
    }

    private static ColumnOperation rename(String column, String newName) {
        return new RenameColumn(TableName.of("item"), SqlName.of(column), SqlName.of(newName));
    }

    private static ColumnOperation retype(String column, String type) {
        return new ChangeColumnType(
                TableName.of("item"),
                SqlName.of(column),
                DataType.of(type),
                Optional.of(TableName.of("pg_catalog", "C")),
                Optional.empty(),
                Optional.empty());
    }
}
