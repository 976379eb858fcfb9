package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.Segue;
import dev.segue.backfill.FillEstimate;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a DELETE or an INSERT before it begins is what it then costs, within a factor of two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackfillCostTest {

    private static final int ROWS = 40_000;

    /** Of keys that come in their order, and of others. */
    private static final String INDEXES = "CREATE INDEX ON {table} (made); CREATE INDEX ON {table} (hash)";

    /** Of its own, because the log is one for all databases of a server. */
    private TestServer undisturbed;

    private TestDatabase database;
    private Revisions revisions;

    @BeforeAll
    void startServer() {
        undisturbed = TestServer.of(EmbeddedPostgres.builder()
                .version(TestServer.version())
                .setting("autovacuum", "off")
                .start());
    }

    @AfterAll
    void stopServer() {
        undisturbed.close();
    }

    @BeforeEach
    void emptyDatabase(@TempDir Path folder) {
        database = undisturbed.database();
        revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Stream<Arguments> tables() {
        return Stream.of(20, 200, 800)
                .flatMap(bytes -> Stream.of("", INDEXES).map(indexes -> arguments(bytes, indexes)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void allRowsGo(int bytes, String indexes) {
        create("item", bytes, indexes, ROWS);

        assertThat(estimateOf("DELETE FROM item WHERE id > 0").changes()).isBetween(ROWS * 9L / 10, (long) ROWS);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void someRowsGoThatLieTogether(int bytes, String indexes) {
        create("item", bytes, indexes, ROWS);

        assertThat(estimateOf("DELETE FROM item WHERE made <= 10000").changes()).isBetween(8_000L, 12_000L);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsAreAddedToAnEmptyTable(int bytes, String indexes) {
        create("item", bytes, "", ROWS);
        create("archive", bytes, indexes, 0);

        assertThat(estimateOf("INSERT INTO archive SELECT * FROM item").changes())
                .isBetween(ROWS * 9L / 10, ROWS * 11L / 10);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsAreAddedToOneThatHasSome(int bytes, String indexes) {
        create("item", bytes, "", ROWS);
        create("archive", bytes, indexes, ROWS);
        database.execute("UPDATE item SET id = id + 1000000", "VACUUM ANALYZE item");

        assertThat(estimateOf("INSERT INTO archive SELECT * FROM item").changes())
                .isBetween(ROWS * 9L / 10, ROWS * 11L / 10);
    }

    /** That of the statement, which is then run right behind a checkpoint and measured. */
    private FillEstimate estimateOf(String statement) {
        journalIsThere();
        revisions.addData("-- segue:backfill\n" + statement + ";", "-- segue:nothing \"it is thrown away\"");
        Segue segue = database.segue(revisions.folder()).build();
        FillEstimate estimate = segue.backfills().estimates(segue.planUpgrade("head")).values().stream()
                .findFirst()
                .orElseThrow();
        database.execute("CHECKPOINT");
        long sizeBefore = size();
        long logBefore = log();
        segue.upgrade("head");
        long written = log() - logBefore;
        long growth = size() - sizeBefore;
        assertThat(written).isBetween(estimate.leastLogBytes() * 9 / 10, estimate.logBytes() * 5 / 4);
        assertThat(written).isGreaterThan(estimate.logBytes() / 2);
        assertThat(growth).isBetween(estimate.leastGrowthBytes() * 8 / 10, estimate.bloatBytes() * 11 / 10);
        assertThat(growth).isGreaterThanOrEqualTo(estimate.bloatBytes() / 2);
        return estimate;
    }

    /** So that the tables which the first run makes are not counted as the statement's. */
    private void journalIsThere() {
        revisions.add("CREATE TABLE made_first ()");
        database.segue(revisions.folder()).build().upgrade("head");
    }

    private void create(String table, int bytes, String indexes, int rows) {
        database.execute(
                ("CREATE TABLE {table} (id bigint PRIMARY KEY, made bigint, hash text, filler text)"
                                + " WITH (autovacuum_enabled = off); " + indexes)
                        .replace("{table}", table),
                "INSERT INTO " + table + " SELECT i, i, md5(i::text), repeat('x', " + bytes
                        + ") FROM generate_series(1, " + rows + ") AS i",
                "VACUUM ANALYZE " + table);
    }

    private long size() {
        return Long.parseLong(database.text(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class" + " WHERE relname IN ('item', 'archive')"));
    }

    private long log() {
        return Long.parseLong(database.text("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"));
    }
}
